package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.ChangeOrder;
import dev.leastwise.change.Edit;
import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.Proof;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Safety;
import dev.leastwise.fix.Place.Weight;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes fixes on a text, reads what comes out as if it were new, and looks for anything that speaks against them. */
final class Trial {

    /** What comes out. */
    sealed interface Outcome {

        /** All that was promised holds. */
        record Proved(Judged after, Map<ObjectPlace, Edited> edits) implements Outcome {}

        /** Something speaks against it. */
        record Doubted(Doubt doubt) implements Outcome {}
    }

    private final Judging judging;
    private final Judged before;
    private final List<Asked> asked;

    private Trial(Judging judging, Judged before, List<Asked> asked) {
        this.judging = judging;
        this.before = before;
        this.asked = asked;
    }

    static Outcome of(Judging judging, Judged before, List<Asked> asked) {
        return new Trial(judging, before, asked).outcome();
    }

    private Outcome outcome() {
        Map<ObjectPlace, Edited> edits = new LinkedHashMap<>();
        for (Map.Entry<ObjectPlace, List<Change>> object : changes().entrySet()) {
            Edit edit = before.edit(object.getKey(), object.getValue());
            if (edit instanceof Edit.Refused refused) return new Outcome.Doubted(Doubt.of(refused));
            edits.put(object.getKey(), (Edited) edit);
        }
        List<Edited> made = List.copyOf(edits.values());
        SourceText text = Proof.apply(before.source(), made);
        List<Document> read = new ArrayList<>();
        KubeReader.documents(text).forEach(read::add);
        Optional<String> wrong = Proof.doubt(before.source(), before.documents(), text, read, made);
        if (wrong.isPresent()) return new Outcome.Doubted(Doubt.of("the edit went wrong: " + wrong.get()));
        Judged after = judging.judge(text, read);
        Optional<String> doubt =
                crash(after).or(() -> raised(after)).or(() -> stays(after)).or(() -> appears(after));
        return doubt.isPresent() ? new Outcome.Doubted(Doubt.of(doubt.get())) : new Outcome.Proved(after, edits);
    }

    /** What the fixes of each object have in common is done once. */
    private Map<ObjectPlace, List<Change>> changes() {
        Map<ObjectPlace, Set<Change>> changes = new LinkedHashMap<>();
        for (Asked fix : asked) {
            changes.computeIfAbsent(fix.object(), place -> new LinkedHashSet<>())
                    .addAll(fix.fix().changes());
        }
        Map<ObjectPlace, List<Change>> lists = new LinkedHashMap<>();
        changes.forEach((place, set) -> lists.put(place, ChangeOrder.of(set)));
        return lists;
    }

    private static Optional<String> crash(Judged after) {
        return after.crashes().stream().findFirst();
    }

    private Optional<String> raised(Judged after) {
        boolean allSafe = asked.stream().allMatch(fix -> fix.fix().safety() == Safety.SAFE);
        return Raise.of(before.pods(), after.pods(), allSafe);
    }

    /** A finding that was to go and is still there, no less severe. */
    private Optional<String> stays(Judged after) {
        Map<Place, Weight> then = Place.weightsOfAll(before.findings());
        Map<Place, Weight> now = Place.weightsOfAll(after.findings());
        for (Asked fix : asked) {
            Place place = Place.of(fix.finding());
            Weight weight = then.getOrDefault(place, Weight.NONE);
            if (!weight.isMoreThan(now.getOrDefault(place, Weight.NONE))) {
                return Optional.of(
                        "what it mends would still be found: " + fix.finding().message());
            }
        }
        return Optional.empty();
    }

    /** A finding that was not there before, and that nothing explained which is gone. */
    private Optional<String> appears(Judged after) {
        Map<Place, Weight> then = Place.weights(before.findings());
        Map<Place, Weight> now = Place.weights(after.findings());
        for (Finding finding : after.findings()) {
            Place place = Place.of(finding);
            Weight weight = now.getOrDefault(place, Weight.NONE);
            if (!weight.isMoreThan(then.getOrDefault(place, Weight.NONE))) continue;
            if (!Explained.before(finding, before, after) && !Explained.bySameControl(finding, before)) {
                return Optional.of("it would bring a new finding: " + finding.message() + " (" + finding.rule() + ')');
            }
        }
        return Optional.empty();
    }
}
