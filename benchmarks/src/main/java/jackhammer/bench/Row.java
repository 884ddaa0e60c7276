package jackhammer.bench;

/**
 * A row of the race's table.
 *
 * @param suite {@code gemm}, {@code conv}, {@code elementwise} or {@code models}
 * @param name what is printed, for instance {@code 8x64x56x56 64 k3 p1 forward}
 * @param work what is done
 * @param quick whether {@code --quick} runs it
 */
public record Row(String suite, String name, Work work, boolean quick) {}
