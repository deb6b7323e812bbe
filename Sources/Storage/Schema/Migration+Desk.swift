extension Migration {
    /// The desk: lists that a person narrowed and needs again, and the pages on which people decided.
    ///
    /// A page without a decision is forgotten after a while; one with a decision is never changed.
    static let desk = Migration(
        number: 10, name: "desk",
        script: """
            CREATE TABLE saved_view (
                id BIGINT PRIMARY KEY,
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                name TEXT NOT NULL,
                narrowing TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (staff_id, name)
            );
            CREATE TABLE shown_screen (
                id BIGINT PRIMARY KEY,
                case_id BIGINT NOT NULL REFERENCES aid_case (id),
                staff_id BIGINT NOT NULL REFERENCES staff_user (id),
                post_id BIGINT NOT NULL REFERENCES staff_post (id),
                event TEXT NOT NULL,
                seen_version BIGINT NOT NULL,
                shown_at BIGINT NOT NULL,
                content {BLOB} NOT NULL,
                content_hash {BLOB} NOT NULL,
                event_sequence BIGINT,
                decided_at BIGINT,
                CHECK ((event_sequence IS NULL) = (decided_at IS NULL)),
                UNIQUE (case_id, event_sequence)
            );
            CREATE INDEX shown_screen_open ON shown_screen (shown_at) WHERE event_sequence IS NULL;
            """)
}
