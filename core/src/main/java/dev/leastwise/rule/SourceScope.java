package dev.leastwise.rule;

import dev.leastwise.kube.CustomTemplate;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.LostEntries;
import dev.leastwise.kube.LostEntry;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Resource;
import dev.leastwise.kube.Workload;
import dev.leastwise.kube.Workloads;
import dev.leastwise.privilege.Grants;
import dev.leastwise.privilege.Target;
import dev.leastwise.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object as source rules see it, with what several of them look at: computed for the first that asks. */
public final class SourceScope {

    private final Document.Parsed document;
    private final Resource resource;
    private final boolean first;
    private final Grants grants;
    private final List<CustomTemplate> templates;
    private Optional<List<LostEntry>> lostEntries = Optional.empty();
    private Optional<List<Misfit>> misfits = Optional.empty();
    private Optional<Moves> moves = Optional.empty();
    private Optional<Prospect> prospect = Optional.empty();

    SourceScope(
            Document.Parsed document, Resource resource, boolean first, Grants grants, List<CustomTemplate> templates) {
        this.document = document;
        this.resource = resource;
        this.first = first;
        this.grants = grants;
        this.templates = templates;
    }

    public Document.Parsed document() {
        return document;
    }

    public Manifest manifest() {
        return resource.manifest();
    }

    /** Whether it is the first object of its document, so that what is wrong with the document is said once. */
    public boolean first() {
        return first;
    }

    /** The workloads of the object; none where it is of another kind. */
    public List<Workload> workloads() {
        return resource.workloads();
    }

    public Target target() {
        return grants.target();
    }

    /** The entries that are without effect, with the first object those of the list around it, too. */
    List<LostEntry> lostEntries() {
        if (lostEntries.isEmpty()) lostEntries = Optional.of(findLostEntries());
        return lostEntries.get();
    }

    /**
     * The fields of the workloads that Kubernetes does not take as they are written: of an object without a pod, too, which
     * may stand in one of them.
     */
    List<Misfit> misfits() {
        if (misfits.isEmpty()) misfits = Optional.of(Misfit.of(heldToIndex(), target()));
        return misfits.get();
    }

    /** Where those go that stand in the wrong place or have the wrong name. */
    Moves moves() {
        if (moves.isEmpty()) moves = Optional.of(Moves.of(misfits()));
        return moves.get();
    }

    /** What the object's containers would be granted if it were changed. */
    Prospect prospect() {
        if (prospect.isEmpty()) prospect = Optional.of(new Prospect(resource, grants, templates));
        return prospect.get();
    }

    private List<Workload> heldToIndex() {
        if (!workloads().isEmpty()) return workloads();
        Optional<Workload> withoutPod = Workloads.withoutPod(manifest());
        return withoutPod.isPresent() ? List.of(withoutPod.get()) : List.of();
    }

    private List<LostEntry> findLostEntries() {
        List<LostEntry> ofObject = LostEntries.of(manifest().root());
        KubeNode whole = KubeNode.object(manifest().source(), document.root());
        if (!first || whole.node().equals(manifest().root().node())) return ofObject;
        List<LostEntry> all = new ArrayList<>(LostEntries.around(whole));
        all.addAll(ofObject);
        return all;
    }
}
