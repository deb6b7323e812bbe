extension Migration {
    /// What became of each line of a change for the past, and the levelled reminders of leads.
    static let followUp = Migration(
        number: 19, name: "follow-up",
        script: """
            ALTER TABLE retroactive_line ADD COLUMN program TEXT NOT NULL DEFAULT 'dibao';
            ALTER TABLE retroactive_line ADD COLUMN state TEXT NOT NULL DEFAULT 'listed'
                CHECK (state IN ('listed', 'ordered', 'left'));
            ALTER TABLE retroactive_line ADD COLUMN left_reason TEXT NOT NULL DEFAULT '';
            ALTER TABLE retroactive_line ADD COLUMN settled_by_id BIGINT REFERENCES staff_user (id);
            ALTER TABLE retroactive_line ADD COLUMN settled_day BIGINT;
            CREATE TABLE lead_reminder (
                id BIGINT PRIMARY KEY,
                lead_id BIGINT NOT NULL REFERENCES lead (id),
                level TEXT NOT NULL CHECK (level IN ('handler', 'townshipHead', 'county', 'city')),
                deadline_day BIGINT NOT NULL,
                days_left BIGINT NOT NULL,
                words TEXT NOT NULL,
                made_day BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                answer {BLOB},
                promised_day BIGINT,
                answered_by_id BIGINT REFERENCES staff_user (id),
                answered_day BIGINT,
                UNIQUE (lead_id, level, deadline_day, days_left)
            );
            CREATE INDEX lead_reminder_open ON lead_reminder (level, answered_day, made_day)
            """)
}
