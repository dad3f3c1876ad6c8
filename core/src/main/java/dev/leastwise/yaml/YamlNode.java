package dev.leastwise.yaml;

/**
 * A node of a document, placed by byte offsets into its {@link dev.leastwise.source.SourceText}.
 *
 * <p>A block collection ends where its last child ends, a flow collection behind its bracket, a block scalar behind its
 * last line that is not blank, an empty value where it starts: right behind the colon or the dash.
 */
public sealed interface YamlNode permits Mapping, Sequence, Scalar, Alias {

    /** The offset of the first byte, of its anchor or tag where it has one. */
    int start();

    /** The offset behind the last byte. */
    int end();

    /** The tag as written, such as {@code !!str} or {@code !foo}; empty where there is none. */
    String tag();

    /** The anchor's name without its ampersand; empty where there is none. */
    String anchor();
}
