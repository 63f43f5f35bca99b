# One image for migrate, worker and API; the command says which.
FROM node:24-slim
WORKDIR /app
# Temporal's native client checks the server's certificate against the system's authorities.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
# The worker finds its workflow bundle here; building it takes 150 MB, which the process would keep.
ENV CACHE_DIR=/app/.cache
# The API finds the page here.
RUN node worker/prepare.ts && node api/prepare.ts && chown -R node:node /app/.cache
USER node
ENV NODE_ENV=production ENV_FILE=none
# Without npm in between, which would have to pass signals on.
CMD ["node", "api/main.ts"]
