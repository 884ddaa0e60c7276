package jackhammer.vision;

/**
 * A file as its publisher made it.
 *
 * @param name its name, which is also the last part of its address
 * @param size its bytes
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
record Published(String name, long size, String sha256) {}
