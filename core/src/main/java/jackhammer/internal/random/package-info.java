/**
 * The streams of PyTorch's CPU generator, filled straight into storages: which draw becomes which
 * element.
 *
 * <p>Nothing here knows tensors or autograd. Values never depend on threads, SIMD width or machine:
 * the loops are serial, functions come from {@link java.lang.StrictMath} or are written out ({@link
 * jackhammer.internal.random.BoxMuller}).
 *
 * <h2>What the operations above consume</h2>
 *
 * <p>"draw" is 32 bits, "double draw" is 64.
 *
 * <table>
 *   <caption>draws by operation</caption>
 *   <tr><th>operation</th><th>is</th></tr>
 *   <tr><td>rand, rand_like</td><td>uniform_(0, 1) on a new contiguous tensor</td></tr>
 *   <tr><td>randn, randn_like, normal(mean, std, size)</td><td>normal_ on a new contiguous tensor</td></tr>
 *   <tr><td>normal(tensor, tensor)</td><td>normal_(0, 1) on a new tensor, then times std, then plus mean</td></tr>
 *   <tr><td>randint(low, high), random_(low, high)</td><td>Integers.fill(high - low, low)</td></tr>
 *   <tr><td>random_(low, None)</td><td>Integers.fill(range up to and including the type's largest number)</td></tr>
 *   <tr><td>bernoulli(p tensor)</td><td>Bernoulli.fill with a tensor, not with a number</td></tr>
 *   <tr><td>dropout(p), training, 0 &lt; p &lt; 1</td><td>a contiguous mask of the input's type by Bernoulli.fill(1 - p), divided
 *       by 1 - p, times the input; for p = 0, p = 1, evaluation mode and no elements nothing is drawn</td></tr>
 *   <tr><td>dropout1d/2d/3d</td><td>the same with a mask of size [N, C, 1, ...]</td></tr>
 *   <tr><td>in-place draws on a view</td><td>memory order; normal_ on what is not contiguous takes the single path</td></tr>
 * </table>
 *
 * <h2>What a shuffled DataLoader consumes</h2>
 *
 * <p>{@code random_()} below is one double draw, its upper bit cleared. At the start of each epoch:
 *
 * <ol>
 *   <li>a base seed by random_() from the loader's generator, or the default one if it has none.
 *       Always, even without shuffling and without workers;
 *   <li>when the first batch is asked for, RandomSampler: without a generator of its own it takes a
 *       seed by random_() from the default generator, makes a new generator from it and draws
 *       randperm(n) there; with one, it draws randperm(n) from that one directly;
 *   <li>when the epoch has been run to its end, a second randperm(n), whose first (num_samples mod
 *       n) numbers are used: none in the usual case, but with a generator of one's own it is drawn
 *       and moves the next epoch. A loop that stops early does not draw it.
 * </ol>
 *
 * <p>With replacement, step 2 draws randint(n) in runs of 32, the last one with the rest (possibly
 * 0). SubsetRandomSampler and random_split draw one randperm of their length, straight from their
 * generator or the default one; WeightedRandomSampler one multinomial of FLOAT64 weights.
 */
package jackhammer.internal.random;
