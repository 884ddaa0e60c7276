package jackhammer.nn;

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
    for (Module m : modules) {
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
    List<Module> all = children();
    int i = index < 0 ? index + all.size() : index;
    if (i < 0 || i >= all.size()) {
      throw new IndexOutOfBoundsException(
          "ModuleList: index " + index + " is out of range for " + all.size() + " modules");
    }
    return all.get(i);
  }

  /** How many modules there are. */
  public final int size() {
    return children().size();
  }

  @Override
  public Iterator<Module> iterator() {
    return children().iterator();
  }
}
