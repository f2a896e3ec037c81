/** A ticket that a branch or commit names. */
export interface Ticket {
  /** As it is named: "PROJ-42", "#42". */
  readonly key: string;
  /** Where it leads, if that is known. */
  readonly url?: string;
}

/** Where keys lead: addresses with `{key}` by what a key begins with ("PROJ", "#"), and "*" for all others that are like "PROJ-42". */
export type TicketAddresses = Readonly<Record<string, string>>;

/** "PROJ-42" as Jira and Linear have it, "#42" of GitHub and GitLab, "trello/a1B2c3D4" and "todoist/6X7rM8997g3RQmvh" in branch names. */
const keyPattern =
  /(?:^|[^A-Za-z0-9])([A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,6}|(?:trello|todoist)[-/:][A-Za-z0-9]{6,20})(?![A-Za-z0-9])/g;
/** What looks like a key and is none. */
const noKey = /^(?:UTF|SHA|ISO|RFC|CVE|GPT|CUDA|RTX|FP|BF|INT|ARM|IEEE|TOP|ADR)-/;
const mostText = 500;

/** These lead to the same place for everyone. */
const everywhere: TicketAddresses = {
  trello: "https://trello.com/c/{key}",
  todoist: "https://app.todoist.com/app/task/{key}",
};

/**
 * The tickets in some texts, each once, in the order found.
 * @param typed addresses as a person typed them: what is no text leads nowhere
 * @param remote address of the repository, where "#42" may lead
 */
export function ticketsIn(
  texts: readonly string[],
  typed: Readonly<Record<string, unknown>>,
  remote?: string,
): Ticket[] {
  const addresses = Object.fromEntries(
    Object.entries(typed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const keys = texts.flatMap((text) => [...text.slice(0, mostText).matchAll(keyPattern)].map(([, key]) => key ?? ""));
  return [...new Set(keys)].flatMap((key) => {
    const address = addressOf(key, addresses, remote);
    // What nobody has an address for may be a version or a model's name.
    if (address === undefined && noKey.test(key)) return [];
    const url = address === undefined ? undefined : urlOf(key, address);
    return [url === undefined ? { key } : { key, url }];
  });
}

function addressOf(key: string, addresses: TicketAddresses, remote: string | undefined): string | undefined {
  const prefix = prefixOf(key);
  const own = Object.hasOwn(addresses, prefix) ? addresses[prefix] : undefined;
  if (own !== undefined && own !== "") return own;
  if (Object.hasOwn(everywhere, prefix)) return everywhere[prefix];
  if (prefix === "#") return remote === undefined ? undefined : issuesOf(remote);
  return noKey.test(key) || addresses["*"] === "" ? undefined : addresses["*"];
}

function prefixOf(key: string): string {
  return key.startsWith("#") ? "#" : (/^[A-Za-z0-9]+/.exec(key)?.[0] ?? "");
}

/** The issues of a repository on GitHub or GitLab, by its remote's address. */
function issuesOf(remote: string): string | undefined {
  const [, host = "", path = ""] =
    /^(?:https?:\/\/|ssh:\/\/git@|git@)([\w.-]{1,200})[:/]([\w./-]{1,300}?)(?:\.git)?\/?$/.exec(remote) ?? [];
  if (host === "github.com") return `https://github.com/${path}/issues/{key}`;
  return /^gitlab\./.test(host) ? `https://${host}/${path}/-/issues/{key}` : undefined;
}

function urlOf(key: string, address: string): string | undefined {
  if (!/^https?:\/\/[^\s<>|()[\]]+$/.test(address) || !address.includes("{key}")) return undefined;
  return address.replaceAll("{key}", encodeURIComponent(key.replace(/^#|^(?:trello|todoist)[-/:]/, "")));
}
