# One image for migrate, worker and API; the command says which. Node's version is that of package.json.
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
# The worker finds its workflow bundle here, and the API the page: building them takes 150 MB, which a process
# would keep, and a place to write.
ENV CACHE_DIR=/app/.cache
RUN node worker/prepare.ts && node api/prepare.ts

FROM node:24.21.0-slim
# Temporal's native client checks the server's certificate against the system's authorities.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Of root: who runs it can change none of it.
COPY --from=build /app ./
USER node
# Two arenas: with one for every thread, what a burst leaves in them stays.
ENV NODE_ENV=production ENV_FILE=none CACHE_DIR=/app/.cache MALLOC_ARENA_MAX=2
# Without npm in between, which would have to pass signals on.
CMD ["node", "api/main.ts"]
