import type { UserState } from "../state/userState";
import { DisposableStore, type Disposable } from "../util/disposable";
import type { Event } from "../util/emitter";

/** What makes runs be looked for elsewhere, beside the user's state. */
export interface SearchEvents {
  /** The folders that are searched may be others. */
  readonly folders: Event<void>;
  /** Other folders in them may be left out. */
  readonly excludes: Event<void>;
}

/** Keeps the store looking for runs where the user wants it. What is open already and stays so is not read again. */
export function followSearched(
  store: { reopen(): void },
  state: Pick<UserState, "onDidChange" | "setFolders">,
  folders: () => readonly string[],
  events: SearchEvents,
): Disposable {
  const owned = new DisposableStore();
  const changeFolders = async () => {
    await state.setFolders(folders());
    store.reopen();
  };
  owned.add(events.folders(() => void changeFolders()));
  owned.add(events.excludes(() => store.reopen()));
  // Files that were added as runs, or no longer are.
  owned.add(state.onDidChange(() => store.reopen()));
  return owned;
}
