package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.TextEdit;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.source.Location;
import dev.leastwise.source.SourceText;
import java.util.List;

/**
 * What has become of a file.
 *
 * @param after the same as before where nothing was mended
 * @param edits of the text before, in the order of their places
 * @param left what is still found in the text after
 * @param objects those that have changed, in the order of the text
 * @param commentsTaken the comments that went with what was removed or replaced
 * @param crashes of rules, which leave something unjudged
 */
public record Mended(
        SourceText before,
        SourceText after,
        List<TextEdit> edits,
        List<Applied> applied,
        List<Refused> refused,
        List<Finding> left,
        List<ChangedObject> objects,
        List<String> commentsTaken,
        List<String> crashes) {

    /** A fix that was made and proved; the finding is at its place in the text before. */
    public record Applied(Finding finding, Fix fix) {}

    /**
     * A fix that was asked for and is not made.
     *
     * @param at what is in the way
     * @param fact why not
     * @param remedy what a person can do
     */
    public record Refused(Finding finding, Fix fix, Location at, String fact, String remedy) {}

    /**
     * An object with all its changes.
     *
     * @param document which of the documents that are not empty it stands in, from 1
     */
    public record ChangedObject(
            int document, ObjectName name, Tree before, List<Change> changes, List<Applied> applied) {}

    /** Where a place in the text after comes from. */
    public Location origin(Location place) {
        return origin(before, edits, after, place);
    }

    static Location origin(SourceText before, List<TextEdit> edits, SourceText after, Location place) {
        if (edits.isEmpty()) return place;
        int start = TextEdit.origin(edits, before, after.offset(place.line(), place.column()));
        int end = TextEdit.origin(edits, before, after.offset(place.endLine(), place.endColumn()));
        return before.location(start, Math.max(start, end));
    }

    public boolean changed() {
        return !edits.isEmpty();
    }
}
