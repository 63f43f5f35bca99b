/** Where a form begins that takes in all that is said: behind quotes and dashes, before letters of any script. */
export const begin = '^[^\\p{L}\\p{N}]*';
