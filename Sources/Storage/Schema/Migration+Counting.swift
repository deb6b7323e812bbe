extension Migration {
    /// Indexes wide enough for what the big screen counts, and for the question whether a family is within a scope.
    ///
    /// Without them twenty thousand families cost a row of `family_grant` each, three times a page, and a case's row
    /// carries its form. Wider indexes rather than more: two with the same beginning leave the planner to guess.
    static let counting = Migration(
        number: 20, name: "counting",
        script: """
            DROP INDEX family_grant_family;
            CREATE INDEX family_grant_family ON family_grant (family_id, region_code, valid_from, valid_to);
            CREATE INDEX family_program ON family (program, id);
            DROP INDEX aid_case_region;
            CREATE INDEX aid_case_region ON aid_case
                (region_code, state, deadline_day, submitted_day, clock_stopped);
            """)
}
