package jackhammer.nn;

/** Rows of padding layers. */
final class PadLayers {
  private PadLayers() {}

  static void add(LayerSamples rows) {
    constant(rows);
    copied(rows);
  }

  private static boolean isOne(Args a) {
    return a.integers("padding").length == 1;
  }

  private static void constant(LayerSamples rows) {
    rows.layer(
            "ConstantPad1d",
            a ->
                isOne(a)
                    ? new ConstantPad1d(a.integer("padding"), a.real("value", 0))
                    : new ConstantPad1d(a.integers("padding"), a.real("value", 0)))
        .batched(3)
        .large("padding=2;value=0.5", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "ConstantPad1d: padding takes one number, or 2",
            () -> new ConstantPad1d(new int[] {1, 2, 3}, 1));
    rows.layer(
            "ConstantPad2d",
            a ->
                isOne(a)
                    ? new ConstantPad2d(a.integer("padding"), a.real("value", 0))
                    : new ConstantPad2d(a.integers("padding"), a.real("value", 0)))
        .batched(4)
        .large("padding=2;value=0.5", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "ConstantPad2d: padding takes one number, or 4",
            () -> new ConstantPad2d(new int[] {1, 2, 3}, 1));
    rows.layer(
            "ConstantPad3d",
            a ->
                isOne(a)
                    ? new ConstantPad3d(a.integer("padding"), a.real("value", 0))
                    : new ConstantPad3d(a.integers("padding"), a.real("value", 0)))
        .batched(5)
        .large("padding=2;value=0.5", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "ConstantPad3d: padding takes one number, or 6",
            () -> new ConstantPad3d(new int[] {1, 2, 3}, 1));
    rows.layer("ZeroPad1d", a -> new ZeroPad1d(a.integers("padding")))
        .batched(3)
        .large("padding=2", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "ZeroPad1d: padding takes one number, or 2",
            () -> new ZeroPad1d(1, 2, 3));
    rows.layer("ZeroPad2d", a -> new ZeroPad2d(a.integers("padding")))
        .batched(4)
        .large("padding=2", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "ZeroPad2d: padding takes one number, or 4",
            () -> new ZeroPad2d(1, 2, 3));
    rows.layer("ZeroPad3d", a -> new ZeroPad3d(a.integers("padding")))
        .batched(5)
        .large("padding=2", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "ZeroPad3d: padding takes one number, or 6",
            () -> new ZeroPad3d(1, 2, 3));
  }

  private static void copied(LayerSamples rows) {
    rows.layer("CircularPad1d", a -> new CircularPad1d(a.integers("padding")))
        .batched(3)
        .large("padding=2", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "CircularPad1d: padding takes one number, or 2",
            () -> new CircularPad1d(1, 2, 3));
    rows.layer("CircularPad2d", a -> new CircularPad2d(a.integers("padding")))
        .batched(4)
        .large("padding=2", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "CircularPad2d: padding takes one number, or 4",
            () -> new CircularPad2d(1, 2, 3));
    rows.layer("CircularPad3d", a -> new CircularPad3d(a.integers("padding")))
        .batched(5)
        .large("padding=2", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "CircularPad3d: padding takes one number, or 6",
            () -> new CircularPad3d(1, 2, 3));
    rows.layer("ReflectionPad1d", a -> new ReflectionPad1d(a.integers("padding")))
        .batched(3)
        .large("padding=2", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "ReflectionPad1d: padding takes one number, or 2",
            () -> new ReflectionPad1d(1, 2, 3));
    rows.layer("ReflectionPad2d", a -> new ReflectionPad2d(a.integers("padding")))
        .batched(4)
        .large("padding=2", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "ReflectionPad2d: padding takes one number, or 4",
            () -> new ReflectionPad2d(1, 2, 3));
    rows.layer("ReflectionPad3d", a -> new ReflectionPad3d(a.integers("padding")))
        .batched(5)
        .large("padding=2", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "ReflectionPad3d: padding takes one number, or 6",
            () -> new ReflectionPad3d(1, 2, 3));
    rows.layer("ReplicationPad1d", a -> new ReplicationPad1d(a.integers("padding")))
        .batched(3)
        .large("padding=2", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "ReplicationPad1d: padding takes one number, or 2",
            () -> new ReplicationPad1d(1, 2, 3));
    rows.layer("ReplicationPad2d", a -> new ReplicationPad2d(a.integers("padding")))
        .batched(4)
        .large("padding=2", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "ReplicationPad2d: padding takes one number, or 4",
            () -> new ReplicationPad2d(1, 2, 3));
    rows.layer("ReplicationPad3d", a -> new ReplicationPad3d(a.integers("padding")))
        .batched(5)
        .large("padding=2", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "ReplicationPad3d: padding takes one number, or 6",
            () -> new ReplicationPad3d(1, 2, 3));
  }
}
