package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Modules in a list, under the names 0, 1, ...; it has no forward of its own.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html">torch.nn.ModuleList</a>
 */
public class ModuleList extends Module implements Iterable<Module> {

  /** The modules in this order. */
  public ModuleList(Module... modules) {
    for (Module m : Check.notNull("ModuleList", "modules", modules)) {
      append(m);
    }
  }

  /** Adds a module at the end. */
  public final ModuleList append(Module module) {
    registerModule(Integer.toString(size()), module);
    return this;
  }

  /** The module at a place; negative places count from the end. */
  public Module get(int index) {
    return modulesInOrder().get(place(index));
  }

  /** How many modules there are. */
  public final int size() {
    return entries().size();
  }

  @Override
  public Iterator<Module> iterator() {
    return modulesInOrder().iterator();
  }

  /** The modules from a place to before another one, shared with this list. */
  public ModuleList slice(int from, int to) {
    List<Module> all = modulesInOrder();
    int start = Places.bound(from, all.size());
    int end = Math.max(start, Places.bound(to, all.size()));
    return new ModuleList(all.subList(start, end).toArray(new Module[0]));
  }

  /** Adds the modules of another list at the end. */
  public final ModuleList extend(Iterable<? extends Module> modules) {
    Check.notNull("ModuleList.extend", "modules", modules);
    List<Module> added = new ArrayList<>();
    modules.forEach(added::add);
    added.forEach(this::append);
    return this;
  }

  /** Adds a module before the one at a place. */
  public final ModuleList insert(int index, Module module) {
    List<Module> all = modulesInOrder();
    all.add(index == all.size() ? index : place(index), module);
    replaceModules(Places.numbered(all));
    return this;
  }

  /** Puts another module in a place. */
  public final ModuleList set(int index, Module module) {
    List<Module> all = modulesInOrder();
    all.set(place(index), module);
    replaceModules(Places.numbered(all));
    return this;
  }

  /** Takes the module at a place away. */
  public final Module remove(int index) {
    List<Module> all = modulesInOrder();
    Module removed = all.remove(place(index));
    replaceModules(Places.numbered(all));
    return removed;
  }

  private List<Module> modulesInOrder() {
    return new ArrayList<>(entries().values());
  }

  private int place(int index) {
    return Places.of("ModuleList", "modules", index, size());
  }
}
