/** The file with the certificate of the local workspace's authority, which clients trust. */
export const authorityFile = 'sql-authority.pem';
