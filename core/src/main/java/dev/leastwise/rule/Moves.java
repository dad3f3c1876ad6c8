package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.kube.KubeNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ways of an object's fields to where they belong. Of several that belong in one place the one of the container goes
 * there rather than the pod's, and the first rather than another; what belongs in something that is still to come waits.
 */
final class Moves {

    /** The paths of places where something goes, and of what goes there. */
    private final Map<String, String> claims = new HashMap<>();

    private final Map<String, Misfit> byPath = new HashMap<>();

    private Moves() {}

    static Moves of(List<Misfit> misfits) {
        Moves moves = new Moves();
        List<Misfit> ofPods = new ArrayList<>();
        for (Misfit misfit : misfits) {
            if (misfit.container().isPresent()) moves.claim(misfit);
            else ofPods.add(misfit);
        }
        ofPods.forEach(moves::claim);
        return moves;
    }

    private void claim(Misfit misfit) {
        String path = misfit.at().path();
        byPath.putIfAbsent(path, misfit);
        for (KubeNode place : misfit.destinations()) claims.putIfAbsent(place.path(), path);
    }

    /** The {@code add} to a {@code drop} that stands beside it in the wrong place, or the other way round. */
    Optional<Misfit> companion(Misfit misfit) {
        String name = misfit.at().name();
        if (!name.equals("add") && !name.equals("drop")) return Optional.empty();
        KubeNode beside = misfit.at().parent().get(name.equals("add") ? "drop" : "add");
        return Optional.ofNullable(byPath.get(beside.path()))
                .filter(other -> !of(other).isEmpty());
    }

    /**
     * Whether it can be told what becomes of it: it belongs somewhere, nothing that is wrong stands on the way there, and
     * no other waits for all of the places.
     */
    boolean isClear(Misfit misfit) {
        boolean taken = true;
        boolean own = false;
        for (KubeNode place : misfit.destinations()) {
            if (!isClear(place.parent())) return false;
            taken &= place.exists();
            own |= isFor(misfit, place);
        }
        return own || (taken && !misfit.destinations().isEmpty());
    }

    private boolean isFor(Misfit misfit, KubeNode place) {
        return !place.exists() && misfit.at().path().equals(claims.get(place.path()));
    }

    private boolean isClear(KubeNode way) {
        for (KubeNode place = way; place != place.parent(); place = place.parent()) {
            boolean mapping = place.isMapping() || place.isSequence() || !place.exists();
            if (!mapping || claims.containsKey(place.path())) return false;
        }
        return true;
    }

    /** Its move to the first of the places where it belongs and nothing stands yet, and copies for the others. */
    List<Change> of(Misfit misfit) {
        List<Change> changes = new ArrayList<>();
        for (KubeNode place : misfit.destinations()) {
            if (!isFor(misfit, place)) continue;
            Change change = changes.isEmpty()
                    ? new Change.Move(misfit.at().fieldPath(), place.fieldPath())
                    : new Change.Set(place.fieldPath(), Tree.of(misfit.at()));
            changes.add(change);
        }
        return changes;
    }
}
