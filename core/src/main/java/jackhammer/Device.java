package jackhammer;

/** Where a tensor's numbers live. This library computes on the CPU. */
public enum Device {
  /** The processor and the Java heap. */
  CPU;

  @Override
  public String toString() {
    return "cpu";
  }
}
