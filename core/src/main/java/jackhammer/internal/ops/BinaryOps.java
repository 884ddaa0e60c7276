package jackhammer.internal.ops;

import static jackhammer.internal.ops.Pointwise.KeepBoth.BOTH;
import static jackhammer.internal.ops.Pointwise.KeepBoth.NOTHING;
import static jackhammer.internal.ops.Pointwise.KeepBoth.OTHER;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.ops.Pointwise.BinaryOp;

/**
 * The table of the element-wise ops of two operands: PyTorch's name, the kernel, whether integers
 * become floats, what is kept, the name of the gradient and the derivatives for a and b from the
 * upstream gradient g. The engine sums a derivative back over broadcast dimensions.
 */
public final class BinaryOps {
  private BinaryOps() {}

  // spotless:off
  public static final BinaryOp ADD =
      new BinaryOp(
          "add", Binary.ADD, false, NOTHING, "AddBackward0", (g, a, b) -> g, (g, a, b) -> g);
  public static final BinaryOp SUB =
      new BinaryOp(
          "sub", Binary.SUB, false, NOTHING, "SubBackward0", (g, a, b) -> g, (g, a, b) -> g.neg());
  public static final BinaryOp MUL =
      new BinaryOp(
          "mul",
          Binary.MUL,
          false,
          OTHER,
          "MulBackward0",
          (g, a, b) -> g.mul(b),
          (g, a, b) -> g.mul(a));
  public static final BinaryOp DIV =
      new BinaryOp(
          "div",
          Binary.DIV,
          true,
          BOTH,
          "DivBackward0",
          (g, a, b) -> g.div(b),
          (g, a, b) -> g.neg().mul(a.div(b).div(b)));
  public static final BinaryOp FLOOR_DIVIDE =
      new BinaryOp("floor_divide", Binary.FLOOR_DIVIDE, false, NOTHING, null, null, null);
  public static final BinaryOp TRUNC_DIVIDE =
      new BinaryOp("trunc_divide", Binary.TRUNC_DIVIDE, false, NOTHING, null, null, null);
  public static final BinaryOp REMAINDER =
      new BinaryOp(
          "remainder",
          Binary.REMAINDER,
          false,
          BOTH,
          "RemainderBackward1",
          "RemainderBackward0",
          (g, a, b) -> g,
          (g, a, b) -> g.neg().mul(a.floorDivide(b)));
  public static final BinaryOp FMOD =
      new BinaryOp(
          "fmod",
          Binary.FMOD,
          false,
          BOTH,
          "FmodBackward1",
          "FmodBackward0",
          (g, a, b) -> g,
          (g, a, b) -> g.neg().mul(a.div(b).trunc()));
  public static final BinaryOp POW_SCALAR =
      new BinaryOp(
          "pow",
          Binary.POW,
          false,
          BOTH,
          "PowBackward0",
          BinaryOps::powBase,
          BinaryOps::powExponent);
  public static final BinaryOp POW =
      new BinaryOp(
          "pow",
          Binary.POW,
          false,
          BOTH,
          "PowBackward1",
          BinaryOps::powBase,
          BinaryOps::powExponent);
  public static final BinaryOp MAXIMUM =
      new BinaryOp(
          "maximum",
          Binary.MAXIMUM,
          false,
          BOTH,
          "MaximumBackward0",
          // As in PyTorch, beside a NaN both sides have the gradient.
          (g, a, b) -> shared(g, a.lt(b).logicalNot(), a.eq(b)),
          (g, a, b) -> shared(g, a.gt(b).logicalNot(), a.eq(b)));
  public static final BinaryOp MINIMUM =
      new BinaryOp(
          "minimum",
          Binary.MINIMUM,
          false,
          BOTH,
          "MinimumBackward0",
          (g, a, b) -> shared(g, a.gt(b).logicalNot(), a.eq(b)),
          (g, a, b) -> shared(g, a.lt(b).logicalNot(), a.eq(b)));
  public static final BinaryOp FMAX =
      new BinaryOp(
          "fmax",
          Binary.FMAX,
          false,
          BOTH,
          "FmaxBackward0",
          (g, a, b) -> masked(g, a.ge(b).logicalOr(b.isnan())),
          (g, a, b) -> masked(g, a.ge(b).logicalOr(b.isnan()).logicalNot()));
  public static final BinaryOp FMIN =
      new BinaryOp(
          "fmin",
          Binary.FMIN,
          false,
          BOTH,
          "FminBackward0",
          (g, a, b) -> masked(g, a.le(b).logicalOr(b.isnan())),
          (g, a, b) -> masked(g, a.le(b).logicalOr(b.isnan()).logicalNot()));
  public static final BinaryOp ATAN2 =
      new BinaryOp(
          "atan2",
          Binary.ATAN2,
          true,
          BOTH,
          "Atan2Backward0",
          (g, a, b) -> g.mul(b.div(a.square().add(b.square()))),
          (g, a, b) -> g.neg().mul(a.div(a.square().add(b.square()))));
  public static final BinaryOp HYPOT =
      new BinaryOp(
          "hypot",
          Binary.HYPOT,
          false,
          BOTH,
          "HypotBackward0",
          (g, a, b) -> g.mul(a.div(a.hypot(b))),
          (g, a, b) -> g.mul(b.div(a.hypot(b))));
  public static final BinaryOp NEXTAFTER =
      new BinaryOp("nextafter", Binary.NEXTAFTER, false, NOTHING, null, null, null);
  public static final BinaryOp IGAMMA =
      new BinaryOp(
          "igamma",
          Binary.IGAMMA,
          true,
          BOTH,
          "IgammaBackward0",
          (g, a, x) -> SpecialFunctions.noSlope("igamma"),
          (g, a, x) -> g.mul(SpecialFunctions.gammaDensity(a, x)));
  public static final BinaryOp IGAMMAC =
      new BinaryOp(
          "igammac",
          Binary.IGAMMAC,
          true,
          BOTH,
          "IgammacBackward0",
          (g, a, x) -> SpecialFunctions.noSlope("igammac"),
          (g, a, x) -> g.mul(SpecialFunctions.gammaDensity(a, x)).neg());

  /** Its gradient is beside its argument: {@link SpecialFunctions#polygamma}. */
  static final BinaryOp POLYGAMMA =
      new BinaryOp("polygamma", Binary.POLYGAMMA, true, NOTHING, null, null, null);

  public static final BinaryOp COPYSIGN =
      new BinaryOp(
          "copysign",
          Binary.COPYSIGN,
          true,
          BOTH,
          "CopysignBackward0",
          "CopysignBackward1",
          (g, a, b) -> masked(g.mul(sameSign(a, b)), a.ne(0)),
          (g, a, b) -> g.mul(0));
  public static final BinaryOp GCD =
      new BinaryOp("gcd", Binary.GCD, false, NOTHING, null, null, null);
  public static final BinaryOp LCM =
      new BinaryOp("lcm", Binary.LCM, false, NOTHING, null, null, null);
  public static final BinaryOp XLOGY =
      new BinaryOp(
          "xlogy",
          Binary.XLOGY,
          true,
          BOTH,
          "XlogyBackward0",
          "XlogyBackward2",
          (g, a, b) -> masked(g.mul(b.log()), a.eq(0).logicalAnd(b.le(0)).logicalNot()),
          (g, a, b) -> g.mul(a).div(b));
  public static final BinaryOp LOGADDEXP =
      new BinaryOp(
          "logaddexp",
          Binary.LOGADDEXP,
          false,
          BOTH,
          "LogaddexpBackward0",
          (g, a, b) -> g.mul(a.sub(b).sigmoid()),
          (g, a, b) -> g.mul(b.sub(a).sigmoid()));
  public static final BinaryOp BITWISE_AND =
      new BinaryOp("bitwise_and", Binary.BITWISE_AND, false, NOTHING, null, null, null);
  public static final BinaryOp BITWISE_OR =
      new BinaryOp("bitwise_or", Binary.BITWISE_OR, false, NOTHING, null, null, null);
  public static final BinaryOp BITWISE_XOR =
      new BinaryOp("bitwise_xor", Binary.BITWISE_XOR, false, NOTHING, null, null, null);
  public static final BinaryOp SHIFT_LEFT =
      new BinaryOp("bitwise_left_shift", Binary.SHIFT_LEFT, false, NOTHING, null, null, null);
  public static final BinaryOp SHIFT_RIGHT =
      new BinaryOp("bitwise_right_shift", Binary.SHIFT_RIGHT, false, NOTHING, null, null, null);
  public static final BinaryOp RELU_GRAD =
      new BinaryOp(
          "threshold_backward",
          Binary.RELU_GRAD,
          false,
          OTHER,
          "ThresholdBackwardBackward0",
          (g, a, y) -> BinaryOps.RELU_GRAD.apply(g, y),
          (g, a, y) -> null);
  public static final BinaryOp SIGMOID_GRAD =
      new BinaryOp(
          "sigmoid_backward",
          Binary.SIGMOID_GRAD,
          false,
          BOTH,
          "SigmoidBackwardBackward0",
          (g, a, y) -> BinaryOps.SIGMOID_GRAD.apply(g, y),
          (g, a, y) -> g.mul(a).mul(y.mul(-2).add(1)));
  public static final BinaryOp TANH_GRAD =
      new BinaryOp(
          "tanh_backward",
          Binary.TANH_GRAD,
          false,
          BOTH,
          "TanhBackwardBackward0",
          (g, a, y) -> BinaryOps.TANH_GRAD.apply(g, y),
          (g, a, y) -> g.mul(a).mul(y).mul(-2));
  public static final BinaryOp EQ = new BinaryOp("eq", Binary.EQ, false, NOTHING, null, null, null);
  public static final BinaryOp NE = new BinaryOp("ne", Binary.NE, false, NOTHING, null, null, null);
  public static final BinaryOp LT = new BinaryOp("lt", Binary.LT, false, NOTHING, null, null, null);
  public static final BinaryOp LE = new BinaryOp("le", Binary.LE, false, NOTHING, null, null, null);
  public static final BinaryOp GT = new BinaryOp("gt", Binary.GT, false, NOTHING, null, null, null);
  public static final BinaryOp GE = new BinaryOp("ge", Binary.GE, false, NOTHING, null, null, null);
  public static final BinaryOp LOGICAL_AND =
      new BinaryOp("logical_and", Binary.LOGICAL_AND, false, NOTHING, null, null, null);
  public static final BinaryOp LOGICAL_OR =
      new BinaryOp("logical_or", Binary.LOGICAL_OR, false, NOTHING, null, null, null);
  public static final BinaryOp LOGICAL_XOR =
      new BinaryOp("logical_xor", Binary.LOGICAL_XOR, false, NOTHING, null, null, null);

  // spotless:on

  /** 1 where the signs agree, else -1; any number where a is 0. */
  private static Tensor sameSign(Tensor a, Tensor b) {
    Tensor safe = a.detach().maskedFill(a.eq(0), 1.0);
    return safe.copysign(b.detach()).div(safe);
  }

  /** b * a^(b-1), and 0 where b is 0, even at a = 0. */
  private static Tensor powBase(Tensor g, Tensor a, Tensor b) {
    if (Types.isNumber(b)) {
      double n = b.item(); // as a number, which keeps all its bits beside float64
      // At n = 0 the power would be infinite where a is 0.
      return n == 0 ? g.mul(0) : g.mul(b).mul(a.pow(n - 1));
    }
    return masked(g.mul(b).mul(a.pow(b.sub(1))), b.ne(0));
  }

  /** a^b * log(a), and 0 where a is 0 and b is not negative. */
  private static Tensor powExponent(Tensor g, Tensor a, Tensor b) {
    return masked(g.mul(a.pow(b)).mul(a.log()), a.eq(0).logicalAnd(b.ge(0)).logicalNot());
  }

  /** g where the condition holds, halved on ties. */
  private static Tensor shared(Tensor g, Tensor wins, Tensor ties) {
    return masked(Tensor.where(ties, g.mul(0.5), g), wins);
  }

  private static Tensor masked(Tensor g, Tensor condition) {
    return Tensor.where(condition, g, 0.0);
  }

  /** What a type cannot do. */
  static void checkTypes(Binary op, String name, DType type, Tensor b) {
    switch (op) {
      case SUB -> {
        if (type == DType.BOOL) {
          throw new UnsupportedOperationException(
              "sub: not defined for two bool tensors; use logicalXor or bitwiseXor");
        }
      }
      case HYPOT, LOGADDEXP -> {
        if (!type.isFloatingPoint()) {
          throw new UnsupportedOperationException(
              name + ": defined for floating-point numbers, got " + type);
        }
      }
      case NEXTAFTER -> {
        if (type != DType.FLOAT32 && type != DType.FLOAT64) {
          throw new UnsupportedOperationException(
              name + ": defined for float32 and float64, got " + type);
        }
      }
      case GCD, LCM -> {
        if (type.isFloatingPoint() || type == DType.BOOL) {
          throw new UnsupportedOperationException(name + ": defined for integers, got " + type);
        }
      }
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT -> {
        if (type.isFloatingPoint()) {
          throw new UnsupportedOperationException(
              name + ": defined for integers and booleans, got " + type);
        }
      }
      case FLOOR_DIVIDE, TRUNC_DIVIDE, REMAINDER, FMOD -> {
        // In the type of the result: a large number may become 0 in it.
        if (!type.isFloatingPoint() && b.detach().to(type).eq(0).any().itemBoolean()) {
          throw new IllegalArgumentException(
              name
                  + ": integer division by zero; convert to a floating-point type for inf and nan");
        }
      }
      case POW -> {
        if (!type.isFloatingPoint() && b.lt(0).any().itemLong() != 0) {
          throw new IllegalArgumentException(
              "pow: integers to negative integer powers are not defined; convert to float32 first");
        }
      }
      default -> {}
    }
  }
}
