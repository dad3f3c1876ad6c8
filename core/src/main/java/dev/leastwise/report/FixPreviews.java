package dev.leastwise.report;

import dev.leastwise.change.ChangeOrder;
import dev.leastwise.change.DiffPart;
import dev.leastwise.change.Edit;
import dev.leastwise.change.Editor;
import dev.leastwise.change.TextEdit;
import dev.leastwise.finding.Copies;
import dev.leastwise.finding.Fix;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.Manifest;
import dev.leastwise.report.FixPreview.Refused;
import dev.leastwise.report.FixPreview.Replacement;
import dev.leastwise.report.FixPreview.Replacing;
import dev.leastwise.source.SourceText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** What each fix alone would do to its text: worked out while the text is at hand, and kept without it. */
public final class FixPreviews {

    private record Offer(Manifest object, Fix fix) {}

    private final boolean withDiffs;
    private final Copies copies = new Copies();
    private final List<Offer> offers = new ArrayList<>();
    private final IdentityHashMap<Fix, FixPreview> previews =
            new IdentityHashMap<>(); // equal ones are of other objects

    /**
     * None yet.
     *
     * @param withDiffs whether people want to look at them
     */
    public FixPreviews(boolean withDiffs) {
        this.withDiffs = withDiffs;
    }

    /** Takes a fix for an object of the document that is being judged. */
    public void take(Manifest object, Fix fix) {
        if (!fix.changes().isEmpty()) offers.add(new Offer(object, fix));
    }

    /** Works out what the fixes that were taken do to a document. */
    public void see(Contents contents) {
        if (offers.isEmpty()) return;
        Editor editor = new Editor(contents.source(), contents.document());
        for (Offer offer : offers) {
            Edit edit = editor.edit(offer.object, ChangeOrder.of(offer.fix.changes()));
            previews.put(offer.fix, preview(contents.source(), edit));
        }
        offers.clear();
    }

    private FixPreview preview(SourceText source, Edit edit) {
        return switch (edit) {
            case Edit.Refused refused -> new Refused(refused.at(), refused.fact(), refused.remedy());
            case Edit.Edited edited -> {
                List<Replacement> replacements = new ArrayList<>(edited.edits().size());
                for (TextEdit one : edited.edits()) {
                    replacements.add(new Replacement(
                            source.position(one.start()), source.position(one.end()), copies.of(one.replacement())));
                }
                yield new Replacing(replacements, withDiffs ? DiffPart.of(source, edited.edits()) : List.of());
            }
        };
    }

    /** Empty where the fix changes nothing by itself. */
    Optional<FixPreview> of(Fix fix) {
        return Optional.ofNullable(previews.get(fix));
    }
}
