import type { JSX } from 'preact';

/** A link to what Genie told the address of; nothing for an address that is not of the web. */
export function DatabricksLink({ url }: { readonly url: string }): JSX.Element | null {
  if (!/^https?:\/\//i.test(url)) return null;
  return (
    <a class="quiet" href={url} target="_blank" rel="noopener noreferrer">
      Open in Databricks
    </a>
  );
}
