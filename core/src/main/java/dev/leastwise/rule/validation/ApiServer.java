package dev.leastwise.rule.validation;

import dev.leastwise.kube.Workload;
import java.util.List;

/** The API server's validation, as far as it is about security. */
public final class ApiServer {

    /**
     * What the server refuses of a workload of Kubernetes' own kinds; settings of a wrong type count as absent.
     *
     * @param kubernetes the server's minor version
     */
    public static List<Refusal> refusals(Workload workload, int kubernetes) {
        Refusals refusals = new Refusals(kubernetes);
        new PodValidation(workload, refusals).validate();
        new AnnotationValidation(workload, refusals).validate();
        return refusals.all();
    }

    private ApiServer() {}
}
