package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.FieldPath;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilityGrant;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Credentials;
import dev.leastwise.privilege.Entrypoint;
import dev.leastwise.privilege.FileCapabilities;
import dev.leastwise.privilege.FileTree;
import dev.leastwise.privilege.ImageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a container drops what it did not ask for. */
public final class DropAll {

    private static final String TITLE = "drop all capabilities but those that are added";

    private final ContainerScope scope;
    private final CapabilitySet bounding;

    private DropAll(ContainerScope scope, CapabilitySet bounding) {
        this.scope = scope;
        this.bounding = bounding;
    }

    /**
     * The fix.
     *
     * @param bounding what the container can have at most today
     */
    public static Fix fix(ContainerScope scope, CapabilitySet bounding) {
        return new DropAll(scope, bounding).fix();
    }

    private Fix fix() {
        List<Change> changes = new ArrayList<>();
        FieldPath capabilities = scope.own("securityContext").field("capabilities");
        List<String> added = scope.setting("capabilities").get("add").texts();
        CapabilitySet kept =
                CapabilityGrant.bounding(added, List.of("ALL"), scope.target().runtime());
        for (Capability capability : neededToStart().minus(kept).list()) {
            changes.add(new Change.Append(capabilities.field("add"), Tree.of(capability.name())));
        }
        // what is named in there stays: it also takes back what is added
        changes.add(new Change.Append(capabilities.field("drop"), Tree.of("ALL")));
        return new Fix(safety(), TITLE, changes);
    }

    /** A program with file capabilities is not executed where the container cannot have them all: see EntrypointRefused. */
    private CapabilitySet neededToStart() {
        return entrypoint()
                .flatMap(program -> program.file().capabilities())
                .filter(brought -> brought.effective() && brought.count())
                .map(FileCapabilities::permitted)
                .filter(bounding::containsAll)
                .orElse(CapabilitySet.NONE);
    }

    /** The program, if its user may execute it without DAC_OVERRIDE, which it has until then. */
    private Optional<Entrypoint.Program> entrypoint() {
        Optional<Credentials> who = Entrypoint.running(scope.privileges());
        if (who.isEmpty() || scope.image().isEmpty()) return Optional.empty();
        return Entrypoint.of(scope.container(), scope.image().get(), who.get())
                .filter(Entrypoint.Program.class::isInstance)
                .map(Entrypoint.Program.class::cast);
    }

    /** What no process can have is not missed: none that is not root, and that no program can raise, has any. */
    private Safety safety() {
        Optional<FileTree> files = scope.image().flatMap(ImageFacts::files);
        if (files.isEmpty() || !scope.isNonRoot() || entrypoint().isEmpty()) return Safety.NEEDS_TEST;
        boolean raises = scope.privileges().noNewPrivileges().is(false)
                && !SetuidPrograms.raising(scope, files.get()).isEmpty();
        return raises ? Safety.NEEDS_TEST : Safety.SAFE;
    }
}
