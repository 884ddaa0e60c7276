/**
 * From text to tensors: tokenizers cut, a {@link jackhammer.text.Vocab} numbers, a padding collate
 * makes batches of texts of different lengths; and small real data in the jar.
 *
 * <pre>{@code
 * var cut = Tokenizer.characters();
 * var vocab = Vocab.of(List.of("hammer", "nail").stream().map(cut::tokenize), o -> o.unknown("<unk>"));
 * Tensor x = vocab.encode(cut.tokenize("ham")); // int64 [3]
 * }</pre>
 */
package jackhammer.text;
