package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.OptimArgs;

/**
 * The numbers of one Adam step, computed in float64 as PyTorch does and then rounded to the
 * parameter's type.
 *
 * @param gradDecay weight decay added to the gradient, 0 if there is none or it is decoupled
 * @param paramScale what the parameter is multiplied with first: 1 - lr * decay if decoupled, else
 *     1
 * @param weight 1 - beta1
 * @param correction square root of 1 - beta2^step
 * @param stepSize -lr / (1 - beta1^step)
 */
record AdamNumbers(
    double sign,
    double gradDecay,
    double paramScale,
    double weight,
    double beta2,
    double squareWeight,
    double correction,
    double eps,
    double stepSize) {

  static AdamNumbers of(OptimArgs.Adam a) {
    double correction1 = 1 - StrictMath.pow(a.beta1(), a.step());
    double correction2 = 1 - StrictMath.pow(a.beta2(), a.step());
    return new AdamNumbers(
        a.maximize() ? -1 : 1,
        a.decoupled() ? 0 : a.weightDecay(),
        a.decoupled() ? 1 - a.lr() * a.weightDecay() : 1,
        1 - a.beta1(),
        a.beta2(),
        1 - a.beta2(),
        Math.sqrt(correction2),
        a.eps(),
        -(a.lr() / correction1));
  }
}
