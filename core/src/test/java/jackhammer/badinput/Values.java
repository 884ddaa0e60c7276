package jackhammer.badinput;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.eye;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Index;
import jackhammer.Parameter;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.Linear;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Arguments of any type, tame or wild, from one stream of random numbers. */
final class Values {
  private static final int[] INTS = {0, 1, -1, 2, 3, 4, -2, 5, 7, -7, 8, 100};
  private static final int[] FAR_INTS = {Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30};
  private static final long[] FAR_LONGS = {
    1L << 31, (1L << 31) - 1, -(1L << 31) - 1, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0,
    1,
    -1,
    0.5,
    2,
    -0.5,
    1.5,
    1e-8,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e300,
    -1e300,
    5e-324
  };
  private static final String[] STRINGS = {
    "",
    "foo",
    "mean",
    "same",
    "ij",
    "weight",
    "a.b",
    "ij,jk->ik",
    "i->",
    "->",
    "..",
    "relu",
    "reflect",
    "0",
    "é\n"
  };

  private static final Map<Class<?>, List<Executable>> WAYS = new ConcurrentHashMap<>();

  private final Random random;
  private final Path folder;
  private int depth;

  /** Whether arguments that cannot work may be chosen. */
  private boolean wild;

  Values(long seed, Path folder) {
    random = new Random(seed);
    this.folder = folder;
  }

  /** Arguments for a call; most of them could work. */
  Object[] arguments(Executable e, boolean mayBeWild) {
    Type[] types = e.getGenericParameterTypes();
    Class<?>[] raw = e.getParameterTypes();
    Object[] result = new Object[raw.length];
    boolean before = wild;
    for (int i = 0; i < raw.length; i++) {
      wild = mayBeWild && random.nextInt(3) > 0;
      result[i] = isName(e, i) ? "Conv2d" : value(types.length == raw.length ? types[i] : raw[i]);
    }
    wild = before;
    return result;
  }

  /** Options carry the name that their messages begin with. */
  private static boolean isName(Executable e, int i) {
    if (!(e instanceof Constructor) || !e.getDeclaringClass().isRecord()) {
      return false;
    }
    RecordComponent[] parts = e.getDeclaringClass().getRecordComponents();
    return parts.length == e.getParameterCount()
        && Set.of("op", "optimizer").contains(parts[i].getName());
  }

  /** Something to call an instance method on; null if none could be made. */
  Object receiver(Class<?> c) {
    if (c.isAssignableFrom(Tensor.class)) {
      return aTensor(random.nextInt(24));
    }
    boolean before = wild;
    wild = false;
    try {
      for (int tries = 0; tries < 20; tries++) {
        Object o = value(c);
        if (o != null) {
          return o;
        }
      }
      return null;
    } finally {
      wild = before;
    }
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private Object value(Type type) {
    if (type instanceof Class<?> c && c.isPrimitive()) {
      return primitive(c);
    }
    if (wild && one(8)) {
      return null;
    }
    return switch (type) {
      case Class<?> c -> object(c);
      case ParameterizedType p -> parameterized((Class<?>) p.getRawType(), p);
      case WildcardType w -> value(w.getUpperBounds()[0]);
      case TypeVariable<?> v -> value(v.getBounds()[0]);
      default -> object(raw(type));
    };
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> c -> c;
      case ParameterizedType p -> (Class<?>) p.getRawType();
      case WildcardType w -> raw(w.getUpperBounds()[0]);
      case TypeVariable<?> v -> raw(v.getBounds()[0]);
      case java.lang.reflect.GenericArrayType g -> raw(g.getGenericComponentType()).arrayType();
      default -> throw new IllegalStateException(type.toString());
    };
  }

  private Object primitive(Class<?> c) {
    if (c == boolean.class) {
      return random.nextBoolean();
    }
    if (c == double.class || c == float.class) {
      double d = wild ? DOUBLES[random.nextInt(DOUBLES.length)] : 0.25 * (1 + random.nextInt(4));
      return c == double.class ? (Object) d : (Object) (float) d;
    }
    long n = wild ? integer(c == long.class) : 1 + random.nextInt(3);
    return switch (c.getName()) {
      case "long" -> n;
      case "int" -> (int) n;
      case "short" -> (short) n;
      case "byte" -> (byte) n;
      case "char" -> (char) n;
      default -> throw new IllegalStateException(c.getName());
    };
  }

  private long integer(boolean isLong) {
    if (!one(4)) {
      return INTS[random.nextInt(INTS.length)];
    }
    return isLong
        ? FAR_LONGS[random.nextInt(FAR_LONGS.length)]
        : FAR_INTS[random.nextInt(FAR_INTS.length)];
  }

  private Object object(Class<?> c) {
    if (c.isArray()) {
      int n = wild ? random.nextInt(5) : 1 + random.nextInt(3);
      Object array = Array.newInstance(c.getComponentType(), n);
      for (int i = 0; i < n; i++) {
        Array.set(array, i, value(c.getComponentType()));
      }
      return array;
    }
    if (c.isEnum()) {
      return c.getEnumConstants()[random.nextInt(c.getEnumConstants().length)];
    }
    if (c == Tensor.class) {
      return aTensor(random.nextInt(wild ? 24 : 6));
    }
    if (c == Parameter.class) {
      return new Parameter(randn(2, 3));
    }
    if (c == Size.class) {
      long[] sizes = new long[random.nextInt(4)];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = (Long) primitive(long.class);
      }
      return Size.of(sizes);
    }
    if (c == String.class || c == CharSequence.class) {
      return STRINGS[random.nextInt(STRINGS.length)];
    }
    if (c == Object.class) {
      return anything();
    }
    if (c == Index.class) {
      return one(2) ? Tensor.ELLIPSIS : Tensor.slice((long) primitive(long.class), Tensor.NONE);
    }
    if (c == Long.class || c == Integer.class || c == Double.class || c == Boolean.class) {
      return primitive(
          c == Long.class
              ? long.class
              : c == Integer.class ? int.class : c == Double.class ? double.class : boolean.class);
    }
    if (c == Generator.class) {
      return new Generator().manualSeed(random.nextInt(5));
    }
    if (c == Path.class) {
      return wild && one(2) ? folder : folder.resolve("file" + random.nextInt(3));
    }
    if (c == ByteBuffer.class) {
      return ByteBuffer.allocate(random.nextInt(40));
    }
    if (c.isInterface() && !c.isSealed() && single(c) != null) {
      return lambda(c, c);
    }
    return made(c);
  }

  private Object anything() {
    return switch (random.nextInt(wild ? 12 : 4)) {
      case 0 -> 1;
      case 1 -> new double[][] {{1, 2}, {3, 4}};
      case 2 -> 0.5;
      case 3 -> new long[] {1, 0};
      case 4 -> new double[][] {{1}, {2, 3}};
      case 5 -> new Object[] {1, "a"};
      case 6 -> List.of();
      case 7 -> "word";
      case 8 -> Integer.MAX_VALUE;
      case 9 -> aTensor(random.nextInt(24));
      case 10 -> new double[][] {null, {1}};
      default -> Tensor.slice((long) primitive(long.class), Tensor.NONE, 2);
    };
  }

  /** The first are what most ops take. */
  private Tensor aTensor(int which) {
    return switch (which) {
      case 0 -> randn(2, 3);
      case 1 -> randn(3, 3);
      case 2 -> ones(2, 3, 4, 4);
      case 3 -> arange(6).reshape(2, 3);
      case 4 -> randn(3);
      case 5 -> zeros(size(2, 3), o -> o.requiresGrad(true));
      case 6 -> tensor(2.5);
      case 7 -> tensor(3);
      case 8 -> tensor(true, false, true);
      case 9 -> zeros(0);
      case 10 -> zeros(0, 3);
      case 11 -> zeros(2, 0, 4, 4);
      case 12 -> tensor(0, 2, 1);
      case 13 -> tensor(-1, 5, 99);
      case 14 -> tensor(Double.NaN, Double.POSITIVE_INFINITY, -1.0);
      case 15 -> ones(size(2, 3), o -> o.dtype(DType.FLOAT64));
      case 16 -> ones(size(2, 3), o -> o.dtype(DType.BFLOAT16));
      case 17 -> ones(size(2, 3), o -> o.dtype(DType.UINT8));
      case 18 -> randn(1, 3).expand(2, 3);
      case 19 -> randn(3, 2).t();
      case 20 -> zeros(size(2, 3), o -> o.requiresGrad(true)).mul(2);
      case 21 -> zeros(1, 1, 1, 1, 1, 1);
      case 22 -> eye(3);
      default -> new Parameter(randn(2, 3));
    };
  }

  private Object parameterized(Class<?> c, ParameterizedType type) {
    Type[] args = type.getActualTypeArguments();
    if (c == UnaryOperator.class) {
      return operator();
    }
    if (c.isAssignableFrom(ArrayList.class) && Iterable.class.isAssignableFrom(c)) {
      return new ArrayList<>(several(args[0]));
    }
    if (c == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (Object v : several(args[1])) {
        map.put(map.isEmpty() ? "weight" : value(args[0]), v);
      }
      return map;
    }
    if (c == Class.class) {
      return Linear.class;
    }
    if (c.isInterface() && !c.isSealed() && single(c) != null) {
      return lambda(c, type);
    }
    return made(c);
  }

  private UnaryOperator<Object> operator() {
    boolean forgets = wild && one(3);
    return new UnaryOperator<>() {
      @Override
      public Object apply(Object o) {
        return forgets ? null : o;
      }

      @Override
      public String toString() {
        return forgets ? "o -> null" : "o -> o";
      }
    };
  }

  private List<Object> several(Type element) {
    int n = wild ? random.nextInt(4) : 1 + random.nextInt(2);
    List<Object> result = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      result.add(value(element));
    }
    return result;
  }

  private static Method single(Class<?> c) {
    Method found = null;
    for (Method m : c.getMethods()) {
      if (Modifier.isAbstract(m.getModifiers())) {
        if (found != null) {
          return null;
        }
        found = m;
      }
    }
    return found;
  }

  /** Answers an argument if one fits, else a value of the type asked for. */
  private Object lambda(Class<?> c, Type type) {
    Object answer = single(c).getReturnType() == void.class ? null : result(c, type);
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "toString" -> "a lambda";
              case "hashCode" -> 1;
              default -> proxy == args[0];
            };
          }
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
          }
          if (args != null && method.getReturnType() == Tensor.class && args[0] instanceof Tensor) {
            return args[0];
          }
          return answer;
        };
    return Proxy.newProxyInstance(c.getClassLoader(), new Class<?>[] {c}, handler);
  }

  private Object result(Class<?> c, Type type) {
    Method m = single(c);
    if (m.getGenericReturnType() instanceof TypeVariable<?> v
        && type instanceof ParameterizedType p) {
      int at = Arrays.asList(c.getTypeParameters()).indexOf(v);
      return at < 0 ? null : value(p.getActualTypeArguments()[at]);
    }
    return value(m.getReturnType());
  }

  /** An instance from a public constructor or a static method, of the class or of one below it. */
  private Object made(Class<?> c) {
    List<Executable> ways = WAYS.computeIfAbsent(c, Values::ways);
    if (ways.isEmpty() || depth > 4) {
      return null;
    }
    depth++;
    try {
      Executable way = ways.get(random.nextInt(ways.size()));
      Object[] args = arguments(way, false);
      return way instanceof Constructor<?> k
          ? k.newInstance(args)
          : ((Method) way).invoke(null, args);
    } catch (ReflectiveOperationException e) {
      return null;
    } finally {
      depth--;
    }
  }

  private static List<Executable> ways(Class<?> c) {
    return PublicApi.all().stream()
        .filter(c::isAssignableFrom)
        .flatMap(k -> PublicApi.executables(k).stream())
        .filter(e -> e instanceof Constructor || makes((Method) e, c))
        .toList();
  }

  private static boolean makes(Method m, Class<?> c) {
    return Modifier.isStatic(m.getModifiers()) && c.isAssignableFrom(m.getReturnType());
  }

  /** What an argument was, in a line. */
  static String show(Object o) {
    try {
      return text(o);
    } catch (RuntimeException e) {
      return o.getClass().getSimpleName() + ", which does not print";
    }
  }

  private static String text(Object o) {
    return switch (o) {
      case null -> "null";
      case Tensor t ->
          t.dtype()
              + t.size().toString()
              + (t.requiresGrad() ? " grad" : "")
              + (t.numel() < 8 ? " " + t.tolist() : "");
      case Collection<?> all -> all.stream().map(Values::show).toList().toString();
      case Map<?, ?> m -> {
        List<String> entries = new ArrayList<>();
        m.forEach((k, v) -> entries.add(show(k) + "=" + show(v)));
        yield entries.toString();
      }
      default -> {
        if (!o.getClass().isArray()) {
          yield o instanceof String s ? '"' + s + '"' : shortened(o.toString());
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Array.getLength(o); i++) {
          parts.add(show(Array.get(o, i)));
        }
        yield o.getClass().getComponentType().getSimpleName() + parts;
      }
    };
  }

  private static String shortened(String s) {
    return s.length() > 100 ? s.substring(0, 100) + "..." : s;
  }
}
