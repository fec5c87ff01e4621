/** What an app keeps for one person alone stands in databases whose names end in "-private": all go when anybody signs out. */
const KNOWN = ["crop-private"]; // for a browser that cannot list them

export async function forgetPrivate() {
  const found = (await indexedDB.databases?.().catch(() => null))?.map(({ name }) => name) ?? KNOWN;
  for (const name of found) if (name.endsWith("-private")) indexedDB.deleteDatabase(name);
}
