package jackhammer.cli;

import java.nio.file.Path;

/** Where small things are kept from one command to the next. */
final class UserState {
  private UserState() {}

  /**
   * A file in {@code $XDG_STATE_HOME/jackhammer}, by default {@code ~/.local/state/jackhammer}; the
   * folder may not exist yet. The property {@code jackhammer.state} names another folder.
   */
  static Path file(String name) {
    String told = System.getProperty("jackhammer.state");
    if (told != null) {
      return Path.of(told, name);
    }
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return folder.resolve("jackhammer").resolve(name);
  }
}
