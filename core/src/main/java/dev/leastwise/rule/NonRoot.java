package dev.leastwise.rule;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Safety;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a container becomes one that the kubelet starts, and never as root.
 *
 * @param as the account that it must be given for that
 */
public record NonRoot(Safety safety, Optional<Account> as) {

    /**
     * An account of an image.
     *
     * @param gid its group; 0 where the image has none for it
     */
    public record Account(long uid, long gid) {}

    /** The fix, or the choice where what is known of the image does not tell. */
    public static Fix fix(ContainerScope scope) {
        if (scope.isWindows()) return windowsFix(scope);
        return of(scope)
                .map(nonRoot -> new Fix(nonRoot.safety, nonRoot.title(), nonRoot.changes(scope)))
                .orElseGet(() -> Fix.showOnly(choice(scope)));
    }

    private static String choice(ContainerScope scope) {
        List<String> added = scope.setting("capabilities").get("add").texts();
        String set = "set runAsNonRoot: true, and runAsUser to the uid that the image is made for";
        if (added.isEmpty()) return set;
        if (added.equals(List.of("NET_BIND_SERVICE"))) {
            return set + ", if its program can listen on a port from 1024 on, or with the sysctl"
                    + " net.ipv4.ip_unprivileged_port_start: \"0\": only root gets NET_BIND_SERVICE";
        }
        return set + ", if its program can do without what it adds: only root gets that";
    }

    /** Empty where no uid is known that the container could have. */
    private static Optional<NonRoot> of(ContainerScope scope) {
        Optional<ImageFacts> image = scope.image();
        if (scope.inherited("runAsUser").exists()) {
            Optional<Long> uid = scope.privileges().user().known();
            if (uid.isEmpty()) return Optional.empty();
            if (uid.get() != 0) return Optional.of(new NonRoot(Safety.SAFE, Optional.empty()));
            return image.flatMap(facts -> imageUser(facts, Safety.NEEDS_TEST));
        }
        if (image.isEmpty()) {
            return addsForRoot(scope)
                    ? Optional.empty()
                    : Optional.of(new NonRoot(Safety.NEEDS_TEST, Optional.empty()));
        }
        if (image.get().nonRootRefusal().isEmpty()) return Optional.of(new NonRoot(Safety.SAFE, Optional.empty()));
        boolean starts = !scope.privileges().runAsNonRoot().is(true);
        return imageUser(image.get(), starts ? Safety.SAFE : Safety.NEEDS_TEST);
    }

    /** Whether it is given what only root gets, so that its program is made to begin as root. */
    private static boolean addsForRoot(ContainerScope scope) {
        if (scope.isPrivileged()) return true;
        return !scope.setting("capabilities").get("add").texts().isEmpty()
                && !scope.privileges().runAsNonRoot().is(true);
    }

    /** The image's own user, or the one account that its program may be made for, which the image does not say. */
    private static Optional<NonRoot> imageUser(ImageFacts image, Safety safety) {
        Optional<Long> uid = image.uid();
        if (uid.isEmpty()) return Optional.empty();
        if (uid.get() != 0) {
            return Optional.of(new NonRoot(safety, Optional.of(new Account(uid.get(), image.gid(uid.get())))));
        }
        Optional<PasswdEntry> service = image.serviceAccount();
        return service.map(entry -> new NonRoot(Safety.SHOW_ONLY, Optional.of(new Account(entry.uid(), entry.gid()))));
    }

    private String title() {
        if (as.isEmpty()) {
            String title = "forbid root to be its user";
            return safety == Safety.SHOW_ONLY ? title + ", if its program can do without what only root has" : title;
        }
        String uid = "uid " + as.get().uid;
        return safety == Safety.SHOW_ONLY
                ? "run it as " + uid + ", the one service account of the image, if its program can do without root"
                : "run it as the image's own user, " + uid + ", and forbid root";
    }

    private List<Change> changes(ContainerScope scope) {
        List<Change> changes = new ArrayList<>();
        if (!scope.privileges().runAsNonRoot().is(true)) {
            changes.add(scope.set("runAsNonRoot", Tree.of(true), other -> goesAlong(other, true)));
        }
        if (as.isPresent()) changes.addAll(changes(scope, as.get(), other -> goesAlong(other, false)));
        return changes;
    }

    /** Gives a container an account, and its group where it has no other group than root's. */
    static List<Change> changes(ContainerScope scope, Account account, Predicate<ContainerScope> takes) {
        List<Change> changes = new ArrayList<>();
        changes.add(scope.set("runAsUser", Tree.of(account.uid), takes));
        KubeNode group = scope.inherited("runAsGroup");
        boolean ofRoot =
                !group.exists() || group.integer().filter(gid -> gid == 0).isPresent();
        if (ofRoot && account.gid != 0) changes.add(group(scope, account, takes));
        return changes;
    }

    /** The group stands where the user does. */
    static Change group(ContainerScope scope, Account account, Predicate<ContainerScope> takes) {
        Tree gid = Tree.of(account.gid);
        return scope.setting("runAsUser").exists() ? scope.set("runAsGroup", gid) : scope.set("runAsGroup", gid, takes);
    }

    /** Whether another container can take the same from the pod, at least as surely. */
    private boolean goesAlong(ContainerScope other, boolean orWithoutAccount) {
        Optional<NonRoot> others = of(other).filter(nonRoot -> nonRoot.safety.compareTo(safety) <= 0);
        if (others.isEmpty()) return false;
        return others.get().as.equals(as)
                || (orWithoutAccount && others.get().as.isEmpty());
    }

    private static Fix windowsFix(ContainerScope scope) {
        Safety safety = windowsSafety(scope);
        if (safety == Safety.SHOW_ONLY) {
            return Fix.showOnly(
                    "run it as ContainerUser, if its program can do without being administrator",
                    scope.set("runAsNonRoot", Tree.of(true)),
                    new Change.Set(scope.windowsOption("runAsUserName").fieldPath(), Tree.of("ContainerUser")));
        }
        Change change = scope.set(
                "runAsNonRoot", Tree.of(true), other -> windowsSafety(other).compareTo(safety) <= 0);
        return new Fix(safety, "forbid the administrator to be its user", List.of(change));
    }

    private static Safety windowsSafety(ContainerScope scope) {
        Optional<String> user = scope.windowsOption("runAsUserName").text();
        if (user.isEmpty()) return Safety.NEEDS_TEST;
        return user.get().equalsIgnoreCase("ContainerAdministrator") ? Safety.SHOW_ONLY : Safety.SAFE;
    }
}
