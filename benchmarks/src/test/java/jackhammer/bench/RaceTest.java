package jackhammer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the opponent is a shell script")
class RaceTest {
  private static final Row ROW =
      new Row("gemm", "a row", new Work.Gemm(4, 4, 4, false, false), true);

  /** An opponent that says its name and dies of the first row. */
  private static Peer mortal() {
    String script = "read a; echo '{\"name\":\"mortal\"}'; read b; kill -SEGV $$";
    return new Peer(() -> new LineProcess("mortal", List.of("sh", "-c", script), Map.of()));
  }

  @Test
  void aRowOfWhichTheOpponentDiesIsNotShownAndTheNextHasANewOne() {
    List<String> notes = new ArrayList<>();
    try (Peer peer = mortal()) {
      List<Contender> contenders = List.of(new Ours(1, false), peer);
      Race race = new Race(contenders, 1, new Race.Effort(1, 1, 1, 1), notes::add);
      for (int i = 1; i <= 2; i++) {
        List<Outcome> outcomes = race.run(ROW);
        assertEquals(1, outcomes.size());
        assertTrue(Double.isNaN(outcomes.getFirst().ratio()));
        assertEquals(i, notes.size());
        assertTrue(
            notes.getLast().startsWith("a row is not shown against mortal, which died: "),
            notes.getLast());
      }
    }
  }

  @Test
  void whoeverIsAskedLearnsThatTheProcessIsGone() {
    try (Peer peer = mortal()) {
      assertTrue(peer.isAlive());
      assertThrows(IllegalStateException.class, () -> peer.prepare(ROW, 1));
      assertFalse(peer.isAlive());
    }
  }
}
