/**
 * Data sets, samplers and the loader that makes batches of them: {@code torch.utils.data}.
 *
 * <p>From the same seed a loader gives PyTorch's shuffle, and consumes PyTorch's random numbers.
 */
package jackhammer.data;
