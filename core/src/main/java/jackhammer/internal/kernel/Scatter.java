package jackhammer.internal.kernel;

/**
 * How a scattered value meets what is there; several values for one place arrive in index order.
 */
public enum Scatter {
  SET,
  ADD,
  MULTIPLY,
  MAX,
  MIN
}
