package jackhammer.internal.kernel;

/** Element-wise functions of three operands of one type. */
public enum Ternary {
  /** fma(b, c, a): {@code add} and {@code sub} with alpha. */
  ADD_SCALED,
  /** min(max(a, b), c); NaN stays. */
  CLAMP,
  /** a + c * (b - a), from the nearer end as PyTorch does: c &lt; 0.5 from a, else from b. */
  LERP,
  /** a where b equals c, else 0: the gradient of a maximum. */
  SELECT_EQUAL,
  /** Of (g, x, slope): g where x &gt; 0, else g times the slope. */
  LEAKY_RELU_GRAD,
  /** Of (g, x, top): 0 where x &lt;= 0 or x &gt;= top, else g; NaN in x passes g. */
  CAPPED_RELU_GRAD,
  /** Of (x, alpha, s): x where x &gt; 0, else alpha * (exp(s * x) - 1). */
  ELU,
  /** Of (g, x, alpha): g where x &gt; 0, else g * alpha * exp(x). */
  ELU_GRAD
}
