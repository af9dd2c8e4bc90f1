package org.swavstream.operators.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/** What the job says about a model, one JSON record each on the metrics topic. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepReport.class, name = "step"),
    @JsonSubTypes.Type(value = ProbeReport.class, name = "probe"),
    @JsonSubTypes.Type(value = StateReport.class, name = "state")
})
public sealed interface ModelReport permits StepReport, ProbeReport, StateReport {

    TypeInformation<ModelReport> TYPE =
            new ImmutableTypeInformation<>(ModelReport.class, new ModelReportSerializer());

    /** The model. */
    String model();

    /** Batches that are done: trained on, or skipped for want of usable images. */
    long step();
}
