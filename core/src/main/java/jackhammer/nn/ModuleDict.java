package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Modules by name; it has no forward of its own.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html">torch.nn.ModuleDict</a>
 */
public class ModuleDict extends Module {

  /** Empty. */
  public ModuleDict() {
    this(Map.of());
  }

  /** The modules of a map, in its order; if it has none, in that of the names. */
  public ModuleDict(Map<String, ? extends Module> modules) {
    putAll(modules);
  }

  /** Adds a module, or puts it in the place of the one with that name. */
  public final ModuleDict put(String name, Module module) {
    SequencedMap<String, Module> all = entries();
    if (all.containsKey(name)) {
      all.put(name, module);
      replaceModules(all);
    } else {
      registerModule(name, module);
    }
    return this;
  }

  /** Adds the modules of a map, in its order; if it has none, in that of the names. */
  public final ModuleDict putAll(Map<String, ? extends Module> modules) {
    Check.notNull("ModuleDict", "modules", modules);
    (modules instanceof SequencedMap ? modules : new TreeMap<>(modules)).forEach(this::put);
    return this;
  }

  /** The module of a name. */
  public Module get(String name) {
    Module found = entries().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "ModuleDict: there is no module named \"" + name + "\"; there are " + keySet());
    }
    return found;
  }

  /** Takes the module of a name away. */
  public final Module remove(String name) {
    Module removed = get(name);
    unregister(name);
    return removed;
  }

  /** Takes all modules away. */
  public final void clear() {
    replaceModules(Map.of());
  }

  /** Whether there is a module of that name. */
  public boolean containsKey(String name) {
    return entries().containsKey(name);
  }

  /** How many modules there are. */
  public int size() {
    return entries().size();
  }

  /** The names, in the order in which they came. */
  public Set<String> keySet() {
    return entries().keySet();
  }

  /** The modules, in the order in which they came. */
  public List<Module> values() {
    return List.copyOf(entries().values());
  }
}
