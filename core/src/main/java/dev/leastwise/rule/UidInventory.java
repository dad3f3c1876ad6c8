package dev.leastwise.rule;

import dev.leastwise.finding.Copies;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Severity;
import dev.leastwise.finding.Verdict;
import dev.leastwise.source.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The containers of the input by their uids, and which of them are one user to the kernel. */
final class UidInventory implements InventoryRule.Collection {

    private static final int NAMED_AT_MOST = 4;

    private final Rule rule;
    private final Copies copies = new Copies();
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
            UidRow.of(rule, container, pods, copies).ifPresent(rows::add);
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
        Map<UidRow, UidRow> seeing = new HashMap<>();
        for (List<UidRow> group : seeingProcesses(rows)) {
            for (UidRow row : group) seeing.put(row, group.getFirst());
            findings.add(finding(group, Severity.HIGH, fact + " and see each other's processes"));
        }
        Set<UidRow> said = new HashSet<>(seeing.keySet());
        for (List<UidRow> group : SharedFolders.groups(rows, SharedFolders.Pairs.ALL)) {
            if (isWithinOne(group, seeing)) continue;
            said.addAll(group);
            findings.add(finding(group, Severity.MEDIUM, fact + " and share " + shared(group)));
        }
        for (List<UidRow> group : sameUsers(rows)) {
            if (said.containsAll(group)) continue;
            findings.add(finding(group, Severity.INFO, fact));
        }
    }

    private static boolean isWithinOne(List<UidRow> group, Map<UidRow, UidRow> seeing) {
        UidRow first = seeing.get(group.getFirst());
        if (first == null) return false;
        for (UidRow row : group) {
            if (!first.equals(seeing.get(row))) return false;
        }
        return true;
    }

    /** Where the image tells the uid of one that shares a volume, the two may be one user. */
    private void judgeUnknown(List<Finding> findings) {
        for (List<UidRow> group : SharedFolders.groups(rows, SharedFolders.Pairs.NOT_BOTH_KNOWN)) {
            String fact = " share " + shared(group) + ", and only the images tell whether as one uid";
            findings.add(finding(group, Severity.INFO, Verdict.UNDECIDED, fact));
        }
    }

    private static List<List<UidRow>> seeingProcesses(List<UidRow> rows) {
        Components components = new Components(rows.size());
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            UidRow row = rows.get(i);
            Integer first = firsts.putIfAbsent(row.pod() + "/" + row.processes(), i);
            if (first != null) components.unite(first, i);
        }
        return components.groups(rows);
    }

    /**
     * Rows whose uid is the same user on the node: those of one pod, and those of different objects. User namespaces give
     * each pod uids of its own.
     */
    private static List<List<UidRow>> sameUsers(List<UidRow> rows) {
        Components components = new Components(rows.size());
        Map<Integer, Integer> ofPods = new HashMap<>();
        Map<String, Integer> ofObjects = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            UidRow row = rows.get(i);
            Integer ofPod = ofPods.putIfAbsent(row.pod(), i);
            if (ofPod != null) components.unite(ofPod, i);
            if (!row.userNamespace()) ofObjects.putIfAbsent(row.object(), i);
        }
        if (ofObjects.size() < 2) return components.groups(rows);
        int first = ofObjects.values().iterator().next();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).userNamespace()) components.unite(first, i);
        }
        return components.groups(rows);
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
                        related)
                .namedAs(namesake(group).finding());
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

    /** The first place in the object that comes first by its name: which file is read first changes with files' names. */
    private static UidRow namesake(List<UidRow> group) {
        UidRow first = group.getFirst();
        for (UidRow row : group) {
            if (isBefore(row, first)) first = row;
        }
        return first;
    }

    private static boolean isBefore(UidRow row, UidRow other) {
        int byObject = row.object().compareTo(other.object());
        if (byObject != 0) return byObject < 0;
        Location at = row.finding().at();
        if (at.file().equals(other.finding().at().file()))
            return Finding.IN_FILE.compare(row.finding(), other.finding()) < 0;
        int byFolder = folder(at).compareTo(folder(other.finding().at()));
        if (byFolder != 0) return byFolder < 0;
        return row.container().compareTo(other.container()) < 0;
    }

    private static String folder(Location at) {
        return at.file().substring(0, at.file().lastIndexOf('/') + 1);
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
