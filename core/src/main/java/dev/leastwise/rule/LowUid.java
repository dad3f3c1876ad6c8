package dev.leastwise.rule;

import static dev.leastwise.rule.Findings.CONTAINER;
import static dev.leastwise.rule.RuleInfo.bad;
import static dev.leastwise.rule.RuleInfo.good;

import dev.leastwise.finding.Fix;
import dev.leastwise.finding.Severity;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.Value.Known;
import java.util.List;
import java.util.Optional;

/** A container whose uid belongs to a service of the host. */
final class LowUid implements ContainerRule {

    private static final RuleInfo INFO = new RuleInfo(
            "low-uid",
            "A container has a uid that hosts use themselves",
            """
            By convention a Linux host gives the uids below 1000 to its own services and those from 1000 on to \
            people. A process that gets out of its container is on the host whoever has its uid there, and owns that \
            user's files. Any uid but 0 is far better than root, so this is a remark.""",
            "set runAsUser to a uid of 1000 or more that nothing else on the node uses, if the image allows it",
            """
            Files that the image gives to its own user cannot be written under another uid. Many images are made for \
            one below 1000 (nginx 101, postgres 999): leave those as they are.""",
            List.of(
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101 # <--
                            """),
                    bad(Severity.INFO, """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app # <--
                                image: nginx
                            """)
                            .with("docker.io/library/nginx:latest", new ImageFacts("101", List.of(), List.of())),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 1000
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 0 # a finding of its own
                            """),
                    good("""
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: web
                            spec:
                              hostUsers: false # every uid is another on the host
                              containers:
                              - name: app
                                image: nginx
                                securityContext:
                                  runAsUser: 101
                            """)));

    private static final long FIRST_OF_PEOPLE = 1000;

    private static final Parameter ALLOWED = Parameter.allowed(
            "low-uid",
            "uids that a container may have",
            1,
            Parameter.LARGEST_UID,
            Numbers.range(FIRST_OF_PEOPLE, Parameter.LARGEST_UID));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ALLOWED);
    }

    @Override
    public void check(ContainerScope scope, Findings findings) {
        if (scope.isWindows() || scope.hasUserNamespace()) return;
        if (!(scope.privileges().user() instanceof Known<Long> user)) return;
        if (user.value() <= 0 || scope.settings().of(ALLOWED).contains(user.value())) return;
        KubeNode runAsUser = scope.inherited("runAsUser");
        String decided = runAsUser.exists() ? "runAsUser: " + user.value() : "the image's uid " + user.value();
        String fault = scope.settings().gives(ALLOWED)
                ? " a uid other than those allowed: " + scope.settings().of(ALLOWED)
                : " a uid that hosts use for services of their own";
        findings.violated(Severity.INFO, runAsUser, decided + " gives " + CONTAINER + fault);
        findings.offer(() -> Optional.of(Fix.showOnly("choose another uid, if the image works under it")));
    }
}
