package dev.leastwise.page;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/**
 * An object with what it grants and what was found in it.
 *
 * @param words what a search looks at, in lower case
 */
@NullMarked
public record Section(
        String title,
        String file,
        String words,
        List<Verdict> standards,
        List<Container> containers,
        List<Entry> findings) {

    /** What a standard says of it. */
    public record Verdict(String standard, boolean allowed, List<String> violations) {}

    /**
     * What a container is granted.
     *
     * @param capabilities the grid of its capabilities
     */
    public record Container(String name, String role, String image, List<Tile> tiles, Content capabilities) {}

    /**
     * One grant.
     *
     * @param state {@code held} back, {@code free}, or {@code open} where it is not known
     */
    public record Tile(String label, String value, String state) {}

    /**
     * A finding.
     *
     * @param label the severity as it is shown
     * @param suppressed why it counts for nothing, else empty
     */
    public record Entry(
            String fingerprint,
            String severity,
            String label,
            String rule,
            String message,
            String place,
            Content lines,
            List<String> related,
            Content why,
            Content remedy,
            Optional<Mending> mending,
            String suppressed) {}

    /**
     * How a finding can be mended.
     *
     * @param kind how sure it is, as a name
     * @param safety the same as it is shown
     * @param diff the parts of the source that change; none where a person has to write them
     * @param obstacle what is in the way of it, else empty
     */
    public record Mending(String kind, String safety, String title, List<List<DiffLine>> diff, String obstacle) {}

    /**
     * A line of a diff.
     *
     * @param number in the source as it is; empty where it is not there yet
     * @param sign a minus, a plus or a space
     */
    public record DiffLine(String number, char sign, String text) {}

    /**
     * A line of the source.
     *
     * @param marked the part that the finding is about, else empty
     */
    public record Line(String number, String before, String marked, String after) {}
}
