package dev.leastwise.privilege;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an image says of the processes that it starts.
 *
 * @param passwd the entries of its /etc/passwd
 * @param groups the entries of its /etc/group
 * @param files its root file system; empty where it is not known, as that of an image of Windows
 */
public record ImageFacts(
        ImageConfig config, List<PasswdEntry> passwd, List<GroupEntry> groups, Optional<FileTree> files) {

    /** An image of which no more is known than its user and its accounts. */
    public ImageFacts(String user, List<PasswdEntry> passwd, List<GroupEntry> groups) {
        this(ImageConfig.ofUser(user), passwd, groups, Optional.empty());
    }

    /** An image with no accounts but root's, whose files are not known. */
    public static ImageFacts of(ImageConfig config) {
        return new ImageFacts(
                config,
                List.of(new PasswdEntry("root", 0, 0)),
                List.of(new GroupEntry("root", 0, List.of())),
                Optional.empty());
    }

    /** The same with files. */
    public ImageFacts with(FileTree tree) {
        return new ImageFacts(config, passwd, groups, Optional.of(tree));
    }

    /** The {@code USER} of its configuration as written, empty where it has none. */
    public String user() {
        return config.user();
    }

    /** A line of /etc/passwd. */
    public record PasswdEntry(String name, long uid, long gid) {

        /** Distributions give the uids below to accounts of their own. */
        private static final long FIRST_OF_SERVICES = 100;

        private static final long NOBODY = 65534;

        /** Accounts above of Debian, Alpine and Fedora that every image of theirs has. */
        private static final Set<String> OF_SYSTEMS = Set.of(
                "_apt",
                "nobody",
                "ntp",
                "smmsp",
                "guest",
                "klogd",
                "messagebus",
                "dbus",
                "polkitd",
                "tss",
                "sshd",
                "nogroup");

        /** Whether it is none that a distribution brings along. */
        boolean isService() {
            return uid >= FIRST_OF_SERVICES
                    && uid != NOBODY
                    && !OF_SYSTEMS.contains(name)
                    && !name.startsWith("systemd-");
        }
    }

    /** A line of /etc/group. */
    public record GroupEntry(String name, long gid, List<String> members) {}

    /**
     * The user's uid as containerd reads it: the text before the colon where it is a decimal number; none where it is a
     * name (containerd internal/cri/server/images getUserFromImage); 0 where there is none.
     */
    public Optional<Long> numericUser() {
        String name = userName();
        if (name.isEmpty()) return Optional.of(0L);
        try {
            return Optional.of(Long.parseLong(name));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The text of the user before the colon; the group part is never used (kubernetes issue 61967). */
    public String userName() {
        int colon = user().indexOf(':');
        return colon < 0 ? user() : user().substring(0, colon);
    }

    /**
     * Why the kubelet refuses the image beside runAsNonRoot where no runAsUser is set, in its words (kubernetes
     * pkg/kubelet/kuberuntime/security_context_others.go verifyRunAsNonRoot).
     */
    public Optional<String> nonRootRefusal() {
        Optional<Long> uid = numericUser();
        if (uid.isEmpty()) {
            return Optional.of("container has runAsNonRoot and image has non-numeric user (" + userName()
                    + "), cannot verify user is non-root");
        }
        if (uid.get() == 0) return Optional.of("container has runAsNonRoot and image will run as root");
        if (uid.get() > 0 && uid.get() <= Integer.MAX_VALUE) return Optional.empty();
        return Optional.of("container has runAsNonRoot and image has an invalid user id (" + uid.get()
                + "). (Must be 1-(2147483647)): must be between 0 and 2147483647, inclusive");
    }

    /**
     * The uid that the user runs as; empty where it is a name that passwd does not list. A number that is no uid is a name
     * to the runtime (containerd oci WithUser).
     */
    public Optional<Long> uid() {
        Optional<Long> numeric = numericUser().filter(uid -> uid >= 0 && uid <= Integer.MAX_VALUE);
        if (numeric.isPresent()) return numeric;
        for (PasswdEntry entry : passwd) {
            if (entry.name.equals(userName())) return Optional.of(entry.uid);
        }
        return Optional.empty();
    }

    /** The one account that was made for the image's program; empty where there is none, or more than one. */
    public Optional<PasswdEntry> serviceAccount() {
        List<PasswdEntry> made = passwd.stream().filter(PasswdEntry::isService).toList();
        return made.size() == 1 ? Optional.of(made.getFirst()) : Optional.empty();
    }

    /** The primary gid of a uid: 0 where passwd does not list it. */
    public long gid(long uid) {
        for (PasswdEntry entry : passwd) {
            if (entry.uid == uid) return entry.gid;
        }
        return 0;
    }

    /** The gids that /etc/group gives to the user of that uid. */
    public Set<Long> groupsOf(long uid) {
        Set<String> names = new HashSet<>();
        for (PasswdEntry entry : passwd) {
            if (entry.uid == uid) names.add(entry.name);
        }
        Set<Long> gids = new TreeSet<>();
        for (GroupEntry group : groups) {
            for (String member : group.members) {
                if (names.contains(member)) gids.add(group.gid);
            }
        }
        return gids;
    }

    /** Its own user, whom permissions bind unless it is root; empty where passwd does not list the user. */
    Optional<Credentials> ownUser() {
        return uid().map(uid -> credentials(uid));
    }

    /** The user of a uid, whom permissions bind unless it is root. */
    public Credentials credentials(long uid) {
        Set<Long> gids = new HashSet<>(groupsOf(uid));
        gids.add(gid(uid));
        return new Credentials(uid, gids, uid == 0);
    }

    /** The folder that a path leads to; empty where there is none, or where that is not known. */
    public Optional<ImageFile> folder(String path) {
        if (files.isEmpty()) return Optional.empty();
        PathWalk walk = new PathWalk(files.get(), Credentials.ROOT, Set.of());
        if (!(walk.find(path, "/") instanceof PathWalk.Target.Found found)) return Optional.empty();
        return Optional.of(found.file()).filter(ImageFile::isFolder);
    }
}
