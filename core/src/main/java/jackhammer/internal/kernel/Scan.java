package jackhammer.internal.kernel;

/** Running reductions along one dimension, first element first. */
public enum Scan {
  SUM,
  PROD,
  MAX,
  MIN,
  LOG_SUM_EXP
}
