package jackhammer.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java source file, compiled into memory, and the class in it that is the program. */
final class SourceProgram {
  private final String mainClass;
  private final Map<String, byte[]> classes;

  private SourceProgram(String mainClass, Map<String, byte[]> classes) {
    this.mainClass = mainClass;
    this.classes = classes;
  }

  /**
   * Compiles {@code file} and what it needs of the files beside it; prints the compiler's messages
   * to {@code err} and returns null where it does not compile.
   */
  static SourceProgram compile(Path file, PrintWriter err) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UserError(
          "this Java has no compiler: expected a JDK, found " + System.getProperty("java.home"));
    }
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      // A first look at the file alone: its package says where the files beside it begin. What is
      // wrong with it,
      // the second look says.
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      JavacTask look = task(compiler, nowhere, files, files, file, List.of("-proc:none"));
      CompilationUnitTree unit = look.parse().iterator().next();
      String name = mainClass(unit, file);
      ClassesInMemory memory = new ClassesInMemory(files);
      List<String> options =
          List.of(
              "-proc:none",
              "-g",
              "-implicit:class",
              "-classpath",
              System.getProperty("java.class.path"),
              "-sourcepath",
              sourceRoot(unit, file).toString());
      if (!task(compiler, err, memory, files, file, options).call()) {
        err.flush();
        return null;
      }
      return new SourceProgram(name, memory.classes());
    }
  }

  /**
   * Calls the program's main method; an exception out of it is printed with the program's own
   * frames.
   *
   * @return the exit code: 1 after an exception, as under {@code java}
   */
  int run(String[] args, PrintWriter err) throws ReflectiveOperationException {
    Loader loader = new Loader(classes, SourceProgram.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> type = loader.loadClass(mainClass);
    Method main = mainMethod(type);
    main.setAccessible(true);
    Object target = null;
    if (!Modifier.isStatic(main.getModifiers())) {
      Constructor<?> constructor;
      try {
        constructor = type.getDeclaredConstructor();
      } catch (NoSuchMethodException e) {
        throw new UserError(
            mainClass
                + ": its main method is not static, so a constructor without arguments is needed");
      }
      constructor.setAccessible(true);
      try {
        target = constructor.newInstance();
      } catch (InvocationTargetException e) {
        return thrown(e.getCause(), err);
      }
    }
    try {
      if (main.getParameterCount() == 0) {
        main.invoke(target);
      } else {
        main.invoke(target, (Object) args);
      }
      return 0;
    } catch (InvocationTargetException e) {
      return thrown(e.getCause(), err);
    }
  }

  private static int thrown(Throwable t, PrintWriter err) {
    for (Throwable cause = t; cause != null; cause = cause.getCause()) {
      cause.setStackTrace(programFrames(cause.getStackTrace()));
    }
    err.print("Exception in thread \"main\" ");
    t.printStackTrace(err);
    err.flush();
    return 1;
  }

  /** Leaves out how this class called the program. */
  private static StackTraceElement[] programFrames(StackTraceElement[] frames) {
    int end = frames.length;
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().equals(SourceProgram.class.getName())) {
        end = i;
        break;
      }
    }
    while (end > 0 && frames[end - 1].getClassName().startsWith("java.lang.reflect.")
        || end > 0 && frames[end - 1].getClassName().startsWith("jdk.internal.reflect.")) {
      end--;
    }
    return Arrays.copyOf(frames, end);
  }

  /**
   * The rule of the Java launcher: main(String[]) before main(), inherited ones too, never private.
   */
  private static Method mainMethod(Class<?> type) {
    for (Class<?>[] parameters : new Class<?>[][] {{String[].class}, {}}) {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        try {
          Method m = c.getDeclaredMethod("main", parameters);
          if (!Modifier.isPrivate(m.getModifiers()) && m.getReturnType() == void.class) {
            return m;
          }
        } catch (NoSuchMethodException e) {
          // The superclass may have it.
          continue;
        }
      }
    }
    throw new UserError(
        type.getName() + ": expected a method void main(String[] args) or void main(), found none");
  }

  private static JavacTask task(
      JavaCompiler compiler,
      PrintWriter err,
      JavaFileManager to,
      StandardJavaFileManager files,
      Path file,
      List<String> options) {
    return (JavacTask)
        compiler.getTask(err, to, null, options, null, files.getJavaFileObjects(file));
  }

  private static String mainClass(CompilationUnitTree unit, Path file) {
    ExpressionTree pack = unit.getPackageName();
    for (var type : unit.getTypeDecls()) {
      if (type instanceof ClassTree c) {
        return (pack == null ? "" : pack + ".") + c.getSimpleName();
      }
    }
    throw new UserError(file + ": expected a class or a main method, found neither");
  }

  private static Path sourceRoot(CompilationUnitTree unit, Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (unit.getPackageName() == null) {
      return folder;
    }
    Path expected = Path.of(unit.getPackageName().toString().replace('.', '/'));
    if (!folder.endsWith(expected)) {
      return folder;
    }
    for (int i = 0; i < expected.getNameCount(); i++) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Keeps what the compiler writes. */
  private static final class ClassesInMemory
      extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new ConcurrentHashMap<>();

    ClassesInMemory(StandardJavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new ConcurrentHashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI uri = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(className, bytes);
          return bytes;
        }
      };
    }
  }

  /** Defines the compiled classes. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes, ClassLoader parent) {
      super(parent);
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      // The program's own classes first, as under java FILE.java.
      if (classes.containsKey(name)) {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded != null ? loaded : findClass(name);
        }
      }
      return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
