/** What looks at data is loaded in one piece, with the readers of tables and of YAML: the extension host needs it seldom. */
export { namedData } from "./declared";
export { DataLooks } from "./looks";
