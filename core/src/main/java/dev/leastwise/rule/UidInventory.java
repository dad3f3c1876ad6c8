package dev.leastwise.rule;

import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.source.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** The containers of the input by their uids, and which of them are one user to the kernel. */
final class UidInventory implements InventoryRule.Collection {

    private static final int NAMED_AT_MOST = 4;

    private final Rule rule;
    private final List<UidRow> rows = new ArrayList<>();
    private int pods;

    UidInventory(Rule rule) {
        this.rule = rule;
    }

    @Override
    public void see(PodScope scope) {
        pods++;
        if (scope.isWindows()) return;
        for (ContainerScope container : scope.containers())
            UidRow.of(rule, container, pods).ifPresent(rows::add);
    }

    @Override
    public List<Finding> findings() {
        Map<Long, List<UidRow>> byUid = new LinkedHashMap<>();
        for (UidRow row : rows) {
            row.uid()
                    .ifPresent(uid -> byUid.computeIfAbsent(uid, ignored -> new ArrayList<>())
                            .add(row));
        }
        List<Finding> findings = new ArrayList<>();
        byUid.forEach((uid, same) -> judge(uid, same, findings));
        judgeUnknown(findings);
        return findings;
    }

    /** One finding for each group that shares processes, one for each that shares a volume, and one for the others. */
    private static void judge(long uid, List<UidRow> rows, List<Finding> findings) {
        if (rows.size() < 2) return;
        String fact = " run as uid " + uid;
        Set<UidRow> said = new HashSet<>();
        List<List<UidRow>> seeing = groups(rows, UidRow::seesProcessesOf);
        for (List<UidRow> group : seeing) {
            said.addAll(group);
            findings.add(finding(group, Severity.HIGH, fact + " and see each other's processes"));
        }
        for (List<UidRow> group : groups(rows, (a, b) -> a.sharedWith(b).isPresent())) {
            if (seeing.stream().anyMatch(seen -> seen.containsAll(group))) continue;
            said.addAll(group);
            findings.add(finding(group, Severity.MEDIUM, fact + " and share " + shared(group)));
        }
        for (List<UidRow> group : groups(rows, UidRow::isSameUserAs)) {
            if (said.containsAll(group)) continue;
            findings.add(finding(group, Severity.INFO, fact));
        }
    }

    /** Where the image tells the uid of one that shares a volume, the two may be one user. */
    private void judgeUnknown(List<Finding> findings) {
        BiPredicate<UidRow, UidRow> mayBeOne = (a, b) ->
                (a.uid().isEmpty() || b.uid().isEmpty()) && a.sharedWith(b).isPresent();
        for (List<UidRow> group : groups(rows, mayBeOne)) {
            String fact = " share " + shared(group) + ", and only the images tell whether as one uid";
            findings.add(finding(group, Severity.INFO, Verdict.UNDECIDED, fact));
        }
    }

    /** The rows that hang together by a relation, in groups of two and more, in their order. */
    private static List<List<UidRow>> groups(List<UidRow> rows, BiPredicate<UidRow, UidRow> related) {
        int[] head = new int[rows.size()];
        for (int i = 0; i < head.length; i++) {
            head[i] = i;
            for (int j = 0; j < i; j++) {
                if (head[j] != head[i] && related.test(rows.get(j), rows.get(i))) unite(head, i, head[j], head[i]);
            }
        }
        Map<Integer, List<UidRow>> groups = new LinkedHashMap<>();
        for (int i = 0; i < head.length; i++) {
            groups.computeIfAbsent(head[i], ignored -> new ArrayList<>()).add(rows.get(i));
        }
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    private static void unite(int[] head, int last, int one, int other) {
        int first = Math.min(one, other);
        int second = Math.max(one, other);
        for (int i = 0; i <= last; i++) {
            if (head[i] == second) head[i] = first;
        }
    }

    private static String shared(List<UidRow> group) {
        for (int i = 0; i < group.size(); i++) {
            for (int j = i + 1; j < group.size(); j++) {
                Optional<UidRow.Folder> folder = group.get(i).sharedWith(group.get(j));
                if (folder.isPresent()) return folder.get().shown();
            }
        }
        return "a volume";
    }

    private static Finding finding(List<UidRow> group, Severity severity, String fact) {
        return finding(group, severity, Verdict.VIOLATED, fact);
    }

    /** At the first of the places, with the others beside it; a line of the pod that decides for several stands once. */
    private static Finding finding(List<UidRow> group, Severity severity, Verdict verdict, String fact) {
        UidRow first = first(group);
        Location at = first.finding().at();
        List<UidRow> others = new ArrayList<>(group);
        others.remove(first);
        List<Related> related = new ArrayList<>();
        boolean decidesForSeveral = false;
        for (UidRow row : others) {
            boolean here = row.finding().at().equals(at);
            decidesForSeveral |= here;
            related.add(here ? row.inPod() : new Related(row.finding().at(), row.words()));
        }
        if (decidesForSeveral) related.addFirst(first.inPod());
        return first.finding()
                .together(
                        severity,
                        verdict,
                        who(group) + fact,
                        decidesForSeveral ? Optional.empty() : first.finding().container(),
                        decidesForSeveral ? Optional.empty() : first.finding().role(),
                        related);
    }

    private static UidRow first(List<UidRow> group) {
        UidRow first = group.getFirst();
        for (UidRow row : group) {
            boolean sameFile =
                    row.finding().at().file().equals(first.finding().at().file());
            if (sameFile && Finding.IN_FILE.compare(row.finding(), first.finding()) < 0) first = row;
        }
        return first;
    }

    /** The containers by name where they are few; the variants of one object count once. */
    private static String who(List<UidRow> group) {
        Set<Integer> pods = new LinkedHashSet<>();
        Set<String> objects = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        Set<String> words = new LinkedHashSet<>();
        Set<String> containers = new HashSet<>();
        for (UidRow row : group) {
            pods.add(row.pod());
            objects.add(row.object());
            names.add(row.container());
            words.add(row.words());
            containers.add(row.object() + '/' + row.container());
        }
        if (pods.size() == 1) return Names.containers(List.copyOf(names));
        boolean told = words.size() == containers.size();
        if (told && words.size() <= NAMED_AT_MOST) return String.join(", ", words);
        return containers.size() + " containers of " + objects.size() + " workloads";
    }
}
