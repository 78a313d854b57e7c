-- Why: an asset is written once when it is made, not twice. The change that makes it keeps an empty text as `after`: what
-- it was then is what the next change found, or what the asset still is. The digest of the change covers that text as
-- before. Whoever reads what changes left reads the view.

CREATE VIEW asset_history AS
    SELECT h.id, h.event, h.line, h.asset, h.digest, h.salt, h.before,
        CASE WHEN h.after <> '' THEN h.after
            WHEN h.after = '' THEN coalesce(
                (SELECT n.before FROM asset_change n
                    WHERE n.id = (SELECT min(l.id) FROM asset_change l WHERE l.asset = h.asset AND l.id > h.id)),
                (SELECT a.data FROM asset a WHERE a.id = h.asset))
        END AS after
    FROM asset_change h;
