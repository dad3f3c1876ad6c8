package dev.leastwise.rule;

import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.change.Change;
import dev.leastwise.change.Tree;
import dev.leastwise.finding.Copies;
import dev.leastwise.finding.Finding;
import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Related;
import dev.leastwise.finding.Safety;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Role;
import dev.leastwise.kube.Workload;
import dev.leastwise.source.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pod that is given a service account's token, unless an account anywhere in the input forbids it. */
final class ServiceAccountToken implements InventoryRule {

    private static final RuleInfo INFO = new RuleInfo(
            "service-account-token",
            "A pod is given the token of a service account",
            """
            The token is a file in every container. An intruder who reads it is the service account to the API server: \
            reads what it may read, and starts what it may start. Few programs speak to the API server at all.""",
            "set automountServiceAccountToken: false; where the program needs the API server, name a serviceAccountName of its own with the least RBAC",
            """
            Programs that use the Kubernetes API (operators, controllers, leader election, service meshes) fail with "no \
            such file" on /var/run/secrets/kubernetes.io/serviceaccount/token. The API server's audit log shows whether \
            the account is used.""",
            List.of(
                    bad(Severity.MEDIUM, """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web}
                    spec:
                      template:
                        spec: # <--
                          containers:
                          - name: app
                            image: nginx
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: web}
                            spec:
                              template:
                                spec:
                                  containers:
                                  - name: app
                                    image: nginx
                                  automountServiceAccountToken: false
                            """),
                    // the pod's word counts before the account's
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      automountServiceAccountToken: true # <--
                      containers:
                      - name: app
                        image: nginx
                    ---
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata: {name: default}
                    automountServiceAccountToken: false
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              automountServiceAccountToken: false
                              containers:
                              - name: app
                                image: nginx
                            ---
                            apiVersion: v1
                            kind: ServiceAccount
                            metadata: {name: default}
                            automountServiceAccountToken: false
                            """),
                    // that account is of another namespace
                    bad(Severity.MEDIUM, """
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata: {name: default, namespace: shop}
                    automountServiceAccountToken: false
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec: # <--
                      containers:
                      - name: app
                        image: nginx
                    """).becomes(Safety.NEEDS_TEST, """
                            apiVersion: v1
                            kind: ServiceAccount
                            metadata: {name: default, namespace: shop}
                            automountServiceAccountToken: false
                            ---
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: web}
                            spec:
                              containers:
                              - name: app
                                image: nginx
                              automountServiceAccountToken: false
                            """),
                    // chosen on purpose
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: operator}
                    spec: # <--
                      serviceAccountName: operator
                      containers:
                      - name: operator
                        image: operator
                    """),
                    bad(Severity.INFO, """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      automountServiceAccountToken: false
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts:
                        - {name: vault, mountPath: /vault}
                      volumes:
                      - name: vault
                        projected:
                          sources:
                          - serviceAccountToken: # <--
                              path: token
                              audience: vault
                    """),
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      automountServiceAccountToken: false
                      serviceAccountName: web
                      containers:
                      - name: app
                        image: nginx
                    """),
                    // the account stands in a later document
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web, namespace: shop}
                    spec:
                      serviceAccountName: web
                      containers:
                      - name: app
                        image: nginx
                    ---
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata: {name: web, namespace: shop}
                    automountServiceAccountToken: false
                    """),
                    // nothing is mounted over a mount of the container's own
                    good("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - name: app
                        image: nginx
                        volumeMounts:
                        - {name: none, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
                      volumes:
                      - name: none
                        emptyDir: {}
                    """)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Collection collect() {
        return new Tokens(this);
    }

    /** A token that is mounted; where the pod does not say so itself, unless the account forbids it. */
    private record Row(Finding finding, Optional<String> unlessForbiddenBy) {}

    private static String account(Optional<String> namespace, String name) {
        return namespace.orElse("") + '/' + name;
    }

    /** The tokens of the pods, and what the accounts say. */
    private static final class Tokens implements Collection {

        private final Rule rule;
        private final Copies copies = new Copies();
        private final List<Row> rows = new ArrayList<>();
        private final Set<String> forbidding = new LinkedHashSet<>();
        private final Map<String, Location> mounting = new HashMap<>();

        Tokens(Rule rule) {
            this.rule = rule;
        }

        @Override
        public void see(Manifest manifest) {
            if (!manifest.kind().equals("ServiceAccount") || !manifest.group().isEmpty()) return;
            if (manifest.name().isEmpty()) return;
            String account = account(manifest.namespace(), manifest.name().get());
            KubeNode automount = manifest.root().get("automountServiceAccountToken");
            if (automount.isFalse()) forbidding.add(account);
            if (automount.isTrue()) mounting.put(account, automount.location());
        }

        @Override
        public void see(PodScope scope) {
            seeAutomount(scope);
            seeProjected(scope);
        }

        private void seeAutomount(PodScope scope) {
            KubeNode automount = scope.pod("automountServiceAccountToken");
            if (automount.isFalse() || !automountReaches(scope)) return;
            if (!automount.exists() && isChosenByRun(scope.manifest())) return;
            Optional<String> named = scope.workload().serviceAccount();
            String name = named.orElse("default");
            boolean chosen = !name.equals("default");
            Optional<String> account = automount.exists()
                    ? Optional.empty()
                    : Optional.of(copies.of(account(scope.manifest().namespace(), name)));
            String fact = "the token of service account \"" + name + "\" is mounted";
            String message = account.isPresent() ? fact + ", as nothing in the input forbids it" : fact;
            Findings found = Findings.on(rule, scope);
            found.violated(chosen ? Severity.INFO : Severity.MEDIUM, automount, message);
            found.offer(() -> Optional.of(fix(scope, automount, chosen)));
            for (Finding finding : found.drained(copies)) rows.add(new Row(finding, account));
        }

        private static Fix fix(PodScope scope, KubeNode automount, boolean chosen) {
            boolean hasPlace = scope.isWhole() || automount.written();
            Change withhold = new Change.Set(automount.fieldPath(), Tree.of(false));
            if (chosen || !hasPlace) {
                String title = "withhold the token, if no program in the pod uses the API server";
                return hasPlace ? Fix.showOnly(title, withhold) : Fix.showOnly(title);
            }
            return Fix.needsTest("withhold the token", withhold);
        }

        /** A container that mounts something of its own there is left alone (plugin/pkg/admission/serviceaccount). */
        private static boolean automountReaches(PodScope scope) {
            for (ContainerScope container : scope.containers()) {
                if (container.container().role() == Role.EPHEMERAL) continue;
                if (container.container().mountAt(Workload.TOKEN_PATH).isEmpty()) return true;
            }
            return false;
        }

        /** A Tekton task has no such field: the TaskRun says which account it runs as. */
        private static boolean isChosenByRun(Manifest manifest) {
            return manifest.group().equals("tekton.dev");
        }

        private void seeProjected(PodScope scope) {
            for (KubeNode volume : scope.pod("volumes").items()) {
                for (KubeNode source : volume.get("projected").get("sources").items()) {
                    KubeNode token = source.get("serviceAccountToken");
                    if (token.exists()) seeProjected(scope, volume.get("name").text(), token);
                }
            }
        }

        private void seeProjected(PodScope scope, Optional<String> volume, KubeNode token) {
            if (volume.isEmpty() || !isMounted(scope, volume.get())) return;
            String audience = token.get("audience")
                    .text()
                    .map(text -> " for \"" + text + '"')
                    .orElse(" for the API server");
            String message = "volume \"" + volume.get() + "\" has the token of service account \""
                    + scope.workload().serviceAccount().orElse("default") + '"' + audience;
            Findings found = Findings.on(rule, scope);
            found.violated(Severity.INFO, token, message);
            found.offer(() -> Optional.of(Fix.showOnly("take the token out of the volume, if nothing reads it")));
            for (Finding finding : found.drained(copies)) rows.add(new Row(finding, Optional.empty()));
        }

        private static boolean isMounted(PodScope scope, String volume) {
            for (ContainerScope container : scope.containers()) {
                for (KubeNode mount :
                        container.container().node().get("volumeMounts").items()) {
                    if (mount.get("name").text().filter(volume::equals).isPresent()) return true;
                }
            }
            return false;
        }

        /** Of several accounts of one name, as overlays have them, one that says true is not outdone by one that forbids. */
        @Override
        public List<Finding> findings() {
            Set<Finding> findings = new LinkedHashSet<>();
            for (Row row : rows) {
                Optional<String> account = row.unlessForbiddenBy;
                Optional<Location> mounted = account.map(mounting::get);
                if (mounted.isPresent()) {
                    findings.add(row.finding.with(
                            List.of(new Related(mounted.get(), "the service account has its token mounted"))));
                } else if (account.isEmpty() || !forbidding.contains(account.get())) {
                    findings.add(row.finding);
                }
            }
            return List.copyOf(findings);
        }
    }
}
