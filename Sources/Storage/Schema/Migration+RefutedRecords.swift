extension Migration {
    /// Records that an upheld objection refuted, and what reports found, for the statistics of the sources.
    ///
    /// A suppression with records answers whatever rests on them; one without answers the one finding by its evidence.
    /// The index finds the times to object that run.
    static let refutedRecords = Migration(
        number: 16, name: "refutedRecords",
        script: """
            CREATE TABLE refuted_record (
                id BIGINT PRIMARY KEY,
                suppression_id BIGINT NOT NULL REFERENCES match_suppression (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                dataset TEXT NOT NULL,
                record_number BIGINT NOT NULL,
                identity_print TEXT NOT NULL,
                content_print TEXT NOT NULL,
                UNIQUE (suppression_id, person_id, dataset, record_number)
            );
            CREATE INDEX refuted_record_person ON refuted_record (person_id);
            CREATE TABLE report_finding (
                report_id BIGINT NOT NULL REFERENCES verification_report (id),
                evidence_hash TEXT NOT NULL,
                datasets TEXT NOT NULL,
                is_answered BIGINT NOT NULL CHECK (is_answered IN (0, 1)),
                PRIMARY KEY (report_id, evidence_hash)
            );
            CREATE INDEX aid_case_objection_window ON aid_case (id) WHERE state = 'objectionWindow';
            """)
}
