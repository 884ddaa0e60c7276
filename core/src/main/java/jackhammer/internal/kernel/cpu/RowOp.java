package jackhammer.internal.kernel.cpu;

/** Element-wise steps inside softmax: operands and scalars of a row, or of a tile. */
enum RowOp {
  /** exp(x - m). */
  EXP_SHIFTED,
  /** (x - m) - l. */
  SHIFT_TWICE,
  /** y * (g - s), operands (g, y, s). */
  SOFTMAX_GRAD,
  /** g - exp(y) * s, operands (g, y, s). */
  LOG_SOFTMAX_GRAD;
}
