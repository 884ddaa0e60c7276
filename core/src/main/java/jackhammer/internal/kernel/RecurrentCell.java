package jackhammer.internal.kernel;

/** The formula of one step of a recurrent layer, and how many gates it has. */
public enum RecurrentCell {
  /** h = tanh(P + R). */
  RNN_TANH(1),
  /** h = max(P + R, 0). */
  RNN_RELU(1),
  /** Gates i, f, g, o: c = f c + i g, h = o tanh(c). */
  LSTM(4),
  /** Gates r, z, n with n = tanh(P_n + r R_n): h = (1 - z) n + z h. */
  GRU(3);

  private final int gates;

  RecurrentCell(int gates) {
    this.gates = gates;
  }

  /** How many numbers of P and R belong to one hidden unit. */
  public int gates() {
    return gates;
  }
}
