package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/**
 * What the element-wise operations are on one int64; null where they have no meaning. Narrower
 * integers and bool come here too: results are cut to their width, which is how PyTorch's wrap.
 */
final class LongOps {
  private LongOps() {}

  static LongFn.Of1 of(Unary op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> x -> Math.abs(x);
      case SIGN -> x -> Long.signum(x);
      case SQUARE -> x -> x * x;
      case RELU -> x -> Math.max(x, 0);
      case FLOOR, CEIL, ROUND, TRUNC -> x -> x;
      case BITWISE_NOT -> x -> ~x;
      default -> null;
    };
  }

  static LongFn.Test1 test(Unary op) {
    return switch (op) {
      case LOGICAL_NOT -> x -> x == 0;
      case IS_NAN, IS_INF -> x -> false;
      case IS_FINITE -> x -> true;
      default -> null;
    };
  }

  static LongFn.Of2 of(Binary op) {
    return switch (op) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case FLOOR_DIVIDE -> (a, b) -> Math.floorDiv(a, b);
      case TRUNC_DIVIDE -> (a, b) -> a / b;
      case REMAINDER -> (a, b) -> Math.floorMod(a, b);
      case FMOD -> (a, b) -> a % b;
      case POW -> LongOps::pow;
      case MAXIMUM, FMAX -> (a, b) -> Math.max(a, b);
      case MINIMUM, FMIN -> (a, b) -> Math.min(a, b);
      case BITWISE_AND -> (a, b) -> a & b;
      case BITWISE_OR -> (a, b) -> a | b;
      case BITWISE_XOR -> (a, b) -> a ^ b;
      // a count outside the width shifts everything out; narrower types lose their bits when cut
      case SHIFT_LEFT -> (a, b) -> b >>> 6 != 0 ? 0 : a << b;
      case SHIFT_RIGHT -> (a, b) -> b >>> 6 != 0 ? a >> 63 : a >> b;
      case GCD -> LongOps::gcd;
      case LCM -> (a, b) -> a == 0 | b == 0 ? 0 : Math.abs(a / gcd(a, b) * b);
      case RELU_GRAD -> (g, y) -> y > 0 ? g : 0;
      default -> null;
    };
  }

  static LongFn.Test2 test(Binary op) {
    return switch (op) {
      case EQ -> (a, b) -> a == b;
      case NE -> (a, b) -> a != b;
      case LT -> (a, b) -> a < b;
      case LE -> (a, b) -> a <= b;
      case GT -> (a, b) -> a > b;
      case GE -> (a, b) -> a >= b;
      case LOGICAL_AND -> (a, b) -> a != 0 & b != 0;
      case LOGICAL_OR -> (a, b) -> a != 0 | b != 0;
      case LOGICAL_XOR -> (a, b) -> a != 0 ^ b != 0;
      default -> null;
    };
  }

  static LongFn.Of3 of(Ternary op) {
    return switch (op) {
      case ADD_SCALED -> (a, b, c) -> a + b * c;
      case CLAMP -> (a, b, c) -> Math.min(Math.max(a, b), c);
      case SELECT_EQUAL -> (a, b, c) -> b == c ? a : 0;
      case LERP, LEAKY_RELU_GRAD, CAPPED_RELU_GRAD, ELU, ELU_GRAD -> null;
    };
  }

  /** By squaring, wrapping; a negative power is 0 except of 1 and -1. */
  private static long pow(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    for (long e = exponent; e != 0; e >>= 1) {
      if ((e & 1) != 0) {
        result *= base;
      }
      base *= base;
    }
    return result;
  }

  private static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
