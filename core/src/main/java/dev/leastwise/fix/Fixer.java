package dev.leastwise.fix;

import dev.leastwise.change.Change;
import dev.leastwise.change.Edit.Edited;
import dev.leastwise.change.Proof;
import dev.leastwise.change.TextEdit;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.ObjectName;
import dev.leastwise.fix.Mended.Applied;
import dev.leastwise.fix.Mended.ChangedObject;
import dev.leastwise.fix.Mended.Refused;
import dev.leastwise.fix.Trial.Outcome;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.rule.Rules;
import dev.leastwise.rule.SourceRule;
import dev.leastwise.source.Location;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Mends one file: makes the fixes that are asked for, all at once where that can be proved, and leaves out those that
 * cannot be.
 */
public final class Fixer {

    /** What a fix uncovers is mended in a further round; more than a few show that two rules disagree. */
    private static final int ROUNDS = 10;

    private static final Comparator<ObjectPlace> IN_FILE =
            Comparator.comparingInt(ObjectPlace::document).thenComparingInt(ObjectPlace::item);

    private final SourceText source;
    private final Judging judging;
    private final Predicate<Finding> wanted;
    private final List<Applied> applied = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Map<ObjectPlace, ChangedObject> objects = new TreeMap<>(IN_FILE);
    private final List<String> commentsTaken = new ArrayList<>();
    private final Set<Place> givenUp = new HashSet<>();
    private final Set<Place> doubted = new HashSet<>();
    private List<TextEdit> edits = List.of();

    private Fixer(SourceText source, Judging judging, Predicate<Finding> wanted) {
        this.source = source;
        this.judging = judging;
        this.wanted = wanted;
    }

    /**
     * What becomes of a text.
     *
     * @param documents all that stand in it
     * @param wanted whether the fix of a finding, which has one, is asked for
     */
    public static Mended mend(SourceText source, List<Document> documents, Judging judging, Predicate<Finding> wanted) {
        return new Fixer(source, judging, wanted).mend(documents);
    }

    private Mended mend(List<Document> documents) {
        Judged first = judging.judge(source, documents);
        Judged judged = first;
        int rounds = 0;
        for (; rounds < ROUNDS; rounds++) {
            List<Asked> asked = firstOf(asked(judged));
            Optional<Judged> after = asked.isEmpty() ? Optional.empty() : mend(judged, asked);
            if (after.isEmpty()) break;
            judged = after.get();
        }
        if (rounds > 1) judged = inOneGo(first).orElse(judged);
        applied.sort(Comparator.comparing(Applied::finding, Finding.IN_FILE));
        return new Mended(
                source,
                judged.source(),
                edits,
                applied,
                refused,
                judged.findings(),
                List.copyOf(objects.values()),
                commentsTaken,
                judged.crashes());
    }

    /** Makes the changes of all rounds to the text before, as one hand would: what one round has left empty, another fills. */
    private Optional<Judged> inOneGo(Judged first) {
        List<Edited> whole = new ArrayList<>();
        for (Map.Entry<ObjectPlace, ChangedObject> object : objects.entrySet()) {
            if (!(first.edit(object.getKey(), object.getValue().changes()) instanceof Edited edited)) {
                return Optional.empty();
            }
            whole.add(edited);
        }
        SourceText text = Proof.apply(source, whole);
        List<Document> read = new ArrayList<>();
        KubeReader.documents(text).forEach(read::add);
        if (Proof.doubt(source, first.documents(), text, read, whole).isPresent()) return Optional.empty();
        edits = Proof.all(whole);
        commentsTaken.clear();
        whole.forEach(edited -> commentsTaken.addAll(edited.commentsTaken()));
        return Optional.of(judging.judge(text, read));
    }

    private List<Asked> asked(Judged judged) {
        List<Asked> asked = new ArrayList<>();
        for (Finding finding : judged.findings()) {
            if (finding.fix().isEmpty() || finding.fix().get().changes().isEmpty()) continue;
            if (givenUp.contains(Place.of(finding)) || !wanted.test(finding)) continue;
            Optional<ObjectPlace> object = judged.object(finding);
            if (object.isPresent()) {
                asked.add(new Asked(finding, finding.fix().get(), object.get()));
            }
        }
        return asked;
    }

    /** What is written wrong comes first: what is in the right place is then judged anew. */
    private static List<Asked> firstOf(List<Asked> asked) {
        List<Asked> ofText = asked.stream().filter(Fixer::isOfText).toList();
        return ofText.isEmpty() ? asked : ofText;
    }

    private static boolean isOfText(Asked asked) {
        return Rules.named(asked.finding().rule())
                .filter(rule -> rule instanceof SourceRule)
                .isPresent();
    }

    /** Makes as many fixes as can be proved together: all, or else halves of them, down to the one in the way. */
    private Optional<Judged> mend(Judged before, List<Asked> asked) {
        List<Asked> accepted = List.of();
        Optional<Outcome.Proved> reached = Optional.empty();
        List<Refused> left = new ArrayList<>();
        Deque<List<Asked>> open = new ArrayDeque<>(List.of(asked));
        while (!open.isEmpty()) {
            List<Asked> part = open.pop();
            List<Asked> together = new ArrayList<>(accepted);
            together.addAll(part);
            switch (Trial.of(judging, before, together)) {
                case Outcome.Proved proved -> {
                    accepted = together;
                    reached = Optional.of(proved);
                }
                case Outcome.Doubted(Doubt doubt) when part.size() == 1 -> left.add(refused(part.getFirst(), doubt));
                case Outcome.Doubted ignored -> {
                    open.push(part.subList(part.size() / 2, part.size()));
                    open.push(part.subList(0, part.size() / 2));
                }
            }
        }
        for (Refused fix : left) refuse(fix, before.source(), reached.isEmpty());
        if (reached.isEmpty()) return Optional.empty();
        take(accepted, before.source(), reached.get());
        return Optional.of(reached.get().after());
    }

    private static Refused refused(Asked fix, Doubt doubt) {
        return new Refused(
                fix.finding(), fix.fix(), doubt.at().orElse(fix.finding().at()), doubt.fact(), doubt.remedy());
    }

    /** What was mended in the same round may have been in the way, or may help: the fix is then tried once more. */
    private void refuse(Refused fix, SourceText text, boolean alone) {
        Place place = Place.of(fix.finding());
        if (!alone && doubted.add(place)) return;
        givenUp.add(place);
        Location at = Mended.origin(source, edits, text, fix.at());
        refused.add(new Refused(fix.finding(), fix.fix(), at, fix.fact(), fix.remedy()));
    }

    private void take(List<Asked> accepted, SourceText text, Outcome.Proved proved) {
        Map<ObjectPlace, List<Applied>> made = new HashMap<>();
        for (Asked fix : accepted) {
            Location at = Mended.origin(source, edits, text, fix.finding().at());
            Applied one = new Applied(fix.finding().movedTo(at), fix.fix());
            applied.add(one);
            made.computeIfAbsent(fix.object(), place -> new ArrayList<>()).add(one);
        }
        edits = TextEdit.compose(
                source, edits, Proof.all(List.copyOf(proved.edits().values())));
        proved.edits().forEach((place, edited) -> {
            commentsTaken.addAll(edited.commentsTaken());
            objects.merge(place, changed(edited, made.getOrDefault(place, List.of())), Fixer::followedBy);
        });
    }

    private static ChangedObject changed(Edited edited, List<Applied> made) {
        return new ChangedObject(
                edited.object().document(),
                ObjectName.of(edited.object()),
                Tree.of(edited.object().root()),
                edited.changes(),
                made);
    }

    private static ChangedObject followedBy(ChangedObject first, ChangedObject then) {
        List<Change> changes = new ArrayList<>(first.changes());
        changes.addAll(then.changes());
        List<Applied> made = new ArrayList<>(first.applied());
        made.addAll(then.applied());
        return new ChangedObject(first.document(), first.name(), first.before(), changes, made);
    }
}
