/** Whether a workspace is on this machine: then its data are generated, and its quota is nobody's. Pure. */
export const isLocalHost = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(host).hostname);
