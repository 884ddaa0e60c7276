/**
 * What happens to a picture before a network sees it, as {@code torchvision.transforms}: the same
 * names, defaults and printed forms, and from the same seed the same random draws.
 *
 * <p>A picture is a tensor [C, H, W] with 1 or 3 channels: uint8 as it was read, where torchvision
 * has a PIL image, or float32 from 0 to 1, where it has a tensor. On uint8 the transforms do what
 * torchvision does to PIL images, bit for bit; on float32 what it does to tensors. Random
 * transforms draw from the process-wide generator, which {@code Jackhammer.manualSeed} seeds.
 *
 * <pre>{@code
 * var transform =
 *     new Compose(
 *         new RandomCrop(32, o -> o.padding(4)),
 *         new RandomHorizontalFlip(),
 *         new ToTensor(),
 *         new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616)));
 * var train = new Cifar10(o -> o.root(Path.of("data")).transform(transform));
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/vision/stable/transforms.html">torchvision.transforms</a>
 */
package jackhammer.vision.transforms;
