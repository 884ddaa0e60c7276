package jackhammer.internal.kernel;

/**
 * What a CTC loss compares with: entry n has the classes target[first[n]] to target[first[n] +
 * length[n] - 1], and as many steps as inputLength[n] says.
 *
 * @param blank the class that stands between the others
 */
public record CtcArgs(int blank, int[] target, int[] first, int[] length, int[] inputLength) {

  /** States of the longest target: its classes, and a blank before, between and after them. */
  public int states() {
    int most = 0;
    for (int n : length) {
      most = Math.max(most, n);
    }
    return 2 * most + 1;
  }
}
